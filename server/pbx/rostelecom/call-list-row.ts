import type { CallDetails } from '../pbx.ts';
import { looseFlag } from './answer.ts';
import type { Row } from './call-list-file.ts';
import { phoneOf, userOf } from './numbers.ts';
import { readVendorTime } from './vendor-time.ts';

/** One call of the vendor's list, as far as a row tells it. */
export type ListedCall = {
  sessionId: string;
  startedAt: Date;
  /** E.164 of every outside party. */
  phones: string[];
  /** PINs and logins of every user in it. */
  users: string[];
  details: CallDetails;
};

/** Where `start_call_date` stands in the manual's 16 columns, and where it was seen in 14. */
const START_OF_16 = 9;
const STARTS_OF_14 = [7, 6, 8];
const ANSWERED = '1';

/**
 * `null` for a row that cannot be read. Rows of 14 columns lack `direction` and `state`, and what
 * is before the start date shifts between directions, so parties are taken wherever they stand.
 */
export function readListedCall(row: Row): ListedCall | null {
  const start = findStart(row);
  const startedAt = readVendorTime(row[start]);
  const sessionId = row[0] ?? '';
  if (startedAt === null || sessionId === '') return null;
  const parties = row.slice(row.length === 16 ? 4 : 2, start);
  return {
    sessionId,
    startedAt,
    phones: parties.flatMap((text) => phoneOf(text) ?? []),
    users: parties.flatMap((text) => userOf(text) ?? []),
    details: readDetails(row, { start, startedAt, sessionId }),
  };
}

function findStart(row: Row): number {
  if (row.length === 16) return START_OF_16;
  return STARTS_OF_14.find((index) => readVendorTime(row[index]) !== null) ?? -1;
}

/**
 * A row has no protocol of the legs: `duration` is the whole call, ringing included, so the talk
 * is at most that; which leg failed stays open.
 */
function readDetails(
  row: Row,
  { start, ...call }: { start: number; startedAt: Date; sessionId: string },
): CallDetails {
  const [duration = '', , isRecord] = row.slice(start + 1);
  const wasAnswered = row.length === 16 ? row[3] === ANSWERED : Number(duration) > 0;
  return {
    ...call,
    talkSeconds: wasAnswered ? Number(duration) || 0 : null,
    failed: null,
    hasRecording: looseFlag.parse(isRecord),
  };
}
