import { createHash } from 'node:crypto';
import { newId } from '../../server/new-id.ts';
import { openStore } from '../../server/store/open-store.ts';
import { runOn } from '../../server/test-database.ts';
import { pause } from './figures.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 180;
const CHUNK = 10_000;

export type SeededCall = { id: string; token: string; sessionId: string; phone: string };
type Digest = (text: string) => string;

/** HMAC of the database's own, as the relay uses it for numbers; makes the tables where none are. */
export async function digestOf(url: string): Promise<Digest> {
  const store = await openStore(url);
  await store.close();
  return store.digest;
}

/** Number of the call with this place in the past; every one is another's. */
export const pastPhone = (at: number) => `+7495${String(at).padStart(7, '0')}`;

/** Calls of the last half year as they lie there at their end, with attempt and last timeline row. */
export async function seedPast(url: string, count: number, digest: Digest): Promise<void> {
  const begun = Date.now() - KEPT_DAYS * DAY_MS;
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, step) => {
      const at = from + step;
      const created = new Date(begun + (at / count) * KEPT_DAYS * DAY_MS - DAY_MS);
      const phone = pastPhone(at);
      return [newId(created), created.toISOString(), phone, digest(phone), `bench-${at % 80}`];
    });
    await write(url, insertCalls(url, rows, ENDED));
    await write(url, insertAttempts(url, rows, `'ended'`));
    await write(
      url,
      `insert into timeline (id, call_id, seq, at, what, why, state, attempt_id)
       select value ->> 0, value ->> 0, 5, value ->> 1, 'ended', null, 'ended', value ->> 0
       from ${table(url, rows)}`,
    );
  }
  await write(url, url.startsWith('file:') ? 'pragma optimize' : 'analyze');
}

/** Calls that pages follow now: `ringing` ones of which the PBX will report, the others wait. */
export async function seedFollowed(
  url: string,
  { count, ringing, digest }: { count: number; ringing: number; digest: Digest },
): Promise<SeededCall[]> {
  const now = new Date();
  const tomorrow = new Date(now.getTime() + DAY_MS).toISOString();
  const calls = Array.from({ length: count }, (_, at) => {
    const phone = `+7499${String(at).padStart(7, '0')}`;
    return {
      id: newId(now),
      token: `token-of-call-${at}`,
      sessionId: `session-${newId(now)}`,
      phone,
    };
  });
  for (let from = 0; from < count; from += CHUNK) {
    const rows = calls
      .slice(from, from + CHUNK)
      .map(({ id, token, sessionId, phone }, step) => [
        id,
        now.toISOString(),
        phone,
        digest(phone),
        `bench-${(from + step) % 80}`,
        sessionId,
        createHash('sha256').update(token).digest('base64url'),
      ]);
    const called = rows.slice(0, Math.max(0, ringing - from));
    const waiting = rows.slice(called.length);
    if (called.length > 0) {
      await write(url, insertCalls(url, called, RINGING));
      await write(url, insertAttempts(url, called, `'placed'`));
    }
    if (waiting.length > 0) await write(url, insertCalls(url, waiting, waitingUntil(tomorrow)));
    await write(
      url,
      `insert into call_tokens (hash, call_id, created_at)
       select value ->> 6, value ->> 0, value ->> 1 from ${table(url, rows)}`,
    );
  }
  return calls;
}

type State = { state: string; outcome: string; seq: number; attempt: number; due: string };
const ENDED = { state: 'ended', outcome: `'completed'`, seq: 5, attempt: 1, due: 'value ->> 1' };
const RINGING = { ...ENDED, state: 'calling_operator', outcome: 'null', seq: 2 };
const waitingUntil = (at: string) => ({
  ...RINGING,
  state: 'scheduled',
  seq: 1,
  attempt: 0,
  due: `'${at}'`,
});

/** Nothing seeded has to survive; the relays beside it go on being durable. */
async function write(url: string, statement: string) {
  const carelessly = url.startsWith('file:')
    ? 'pragma synchronous = off'
    : 'set synchronous_commit = off';
  await runOn(url, `${carelessly}; ${statement}`);
  // SQLite has blocked meanwhile: let the connections that a server has closed be noticed.
  await pause(0);
}

/** Both engines read rows from JSON; nothing in them needs quoting. */
function table(url: string, rows: readonly string[][]): string {
  const json = JSON.stringify(rows);
  return url.startsWith('file:') ? `json_each('${json}')` : `json_array_elements('${json}'::json)`;
}

function insertCalls(url: string, rows: readonly string[][], is: State): string {
  const ended = is.state === 'ended' ? 'value ->> 1' : 'null';
  return `insert into calls (id, site_id, kind, state, outcome, seq, attempt, due_at,
      cancel_requested, connected_at, ended_at, talk_seconds, retries, consents, wanted_now,
      created_at, updated_at, phone, phone_key, visitor_name)
    select value ->> 0, value ->> 4, 'callback', '${is.state}', ${is.outcome}, ${is.seq},
      ${is.attempt}, ${is.due}, 0, ${ended}, ${ended}, 60,
      '{"tried":[],"rounds":0,"visitorFailures":0,"deferrals":0}', '[]', 1,
      value ->> 1, value ->> 1, value ->> 2, value ->> 3, 'Анна'
    from ${table(url, rows)}`;
}

function insertAttempts(url: string, rows: readonly string[][], state: string): string {
  const session = state === `'placed'` ? 'value ->> 5' : 'value ->> 0';
  const ended = state === `'placed'` ? 'null' : 'value ->> 1';
  return `insert into attempts (id, call_id, site_id, number, operator_pin, phone_key, state,
      asked_at, session_id, checks, ended_at, result)
    select value ->> 0, value ->> 0, value ->> 4, 1, '1000', value ->> 3, ${state},
      value ->> 1, ${session}, 0, ${ended}, case ${state} when 'ended' then 'talked' end
    from ${table(url, rows)}`;
}
