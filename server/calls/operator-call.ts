import type { PbxEvent } from '../pbx/pbx.ts';
import type { OperatorCall, PartyMarks } from './call.ts';

type Times = { now: Date; lapsesAt: Date };

/** A call of which nothing has been heard yet. */
export function unheardCall(sessionId: string, { now, lapsesAt }: Times): OperatorCall {
  const silent = { askAt: null, askedAt: null, endedAt: null };
  return { sessionId, parties: {}, heardAt: now, lapsesAt, ...silent };
}

/**
 * What an event adds to what is known of who is on the phone. Only the newest of each mark counts,
 * so doubled, late and reordered events lead to the same; an ended call stays ended.
 */
export function hearOperators(
  known: OperatorCall,
  event: PbxEvent,
  { now, lapsesAt }: Times,
): OperatorCall {
  const { from = null, to = null } = event.users ?? {};
  const at = event.at.getTime();
  const marks = MARKS[event.step];
  const heard = [
    from !== null && marks.from ? { pin: from, mark: marks.from } : null,
    to !== null && marks.to ? { pin: to, mark: marks.to } : null,
  ];
  const parties = { ...known.parties };
  for (const one of heard) {
    if (one === null) continue;
    const { [one.mark]: earlier = at, ...others } = parties[one.pin] ?? {};
    parties[one.pin] = { ...others, [one.mark]: Math.max(earlier, at) };
  }
  const endedAt = known.endedAt ?? (event.step === 'ended' ? now : null);
  return { ...known, parties, heardAt: now, lapsesAt, askAt: null, endedAt };
}

type Mark = keyof PartyMarks;

/** Whoever dials holds a phone from the first moment; whoever is called once it rings. */
const MARKS: Record<PbxEvent['step'], { from?: Mark; to?: Mark }> = {
  new: { from: 'placed' },
  ringing: { from: 'placed', to: 'rang' },
  answered: { from: 'placed', to: 'talked' },
  parted: { from: 'parted', to: 'parted' },
  ended: {},
  other: {},
};

/** PINs of those whom the call occupies now. */
export function busyIn({ parties, lapsesAt, endedAt }: OperatorCall, now: Date): string[] {
  if (endedAt !== null || lapsesAt <= now) return [];
  return Object.keys(parties).filter((pin) => isBusy(pin, parties));
}

/** PINs of those who held a phone in it: a phone that only rang beside others does not count. */
export function tookPart({ parties }: OperatorCall): string[] {
  return Object.keys(parties).filter((pin) => {
    const { placed, talked } = parties[pin] ?? {};
    return placed !== undefined || talked !== undefined;
  });
}

const NEVER = Number.NEGATIVE_INFINITY;

function isBusy(pin: string, parties: OperatorCall['parties']): boolean {
  const { placed = NEVER, rang = NEVER, talked = NEVER, parted = NEVER } = parties[pin] ?? {};
  if (Math.max(placed, talked) > parted) return true;
  // Several phones may ring for one call; once somebody has taken it, the others are silent.
  const taken = Object.entries(parties).map(([other, marks]) =>
    other === pin ? NEVER : (marks.talked ?? NEVER),
  );
  return rang > Math.max(parted, ...taken);
}
