/**
 * `session_log`: the vendor's short protocol of a call, `seconds:code:party;` repeated, for example
 * `0:ct:olga;4:cc:olga;4:ct:79123456789;9:cc:79123456789;30:cd:79123456789;30:cd:olga;`.
 * Codes as we read them: `ct` dialling, `cc` connected, `cd` disconnected; others are kept.
 */
export type LogEntry = { second: number; code: string; party: string };

/** Entries that do not fit the grammar are left out; the vendor's codes are not all known. */
export function readSessionLog(text: string): LogEntry[] {
  return text.split(';').flatMap((entry) => {
    const [, second, code, party] = /^\s*(\d+):([a-z]+):(.*)$/i.exec(entry) ?? [];
    if (second === undefined || code === undefined || party === undefined) return [];
    return [{ second: Number(second), code: code.toLowerCase(), party: party.trim() }];
  });
}

export type LogReading = {
  /** Whole seconds both sides talked, `null` when they did not (or do not yet). */
  talkSeconds: number | null;
  failedLeg: 'operator' | 'visitor' | null;
  isStillTalking: boolean;
};

/**
 * Which legs came about. `isVisitor` tells the visitor's entries from the operator's, who appears
 * under a login or under any number of his own. Some calls log one leg only (seen in a public
 * sample): then `wasAnswered`, the vendor's own verdict, decides whether that was the talk.
 */
export function readLegs(
  log: readonly LogEntry[],
  { isVisitor, wasAnswered }: { isVisitor: (party: string) => boolean; wasAnswered: boolean },
): LogReading {
  const visitor = log.filter((entry) => isVisitor(entry.party));
  const operator = log.filter((entry) => !isVisitor(entry.party));
  const talkLeg = visitor.length > 0 ? visitor : wasAnswered ? operator : [];
  const from = connectedAt(talkLeg);
  if (from !== null) return talk(from, log);
  return { talkSeconds: null, failedLeg: failedLeg(visitor, operator), isStillTalking: false };
}

function talk(from: number, log: readonly LogEntry[]): LogReading {
  const until = log.findLast((entry) => entry.code === 'cd')?.second ?? null;
  const talkSeconds = until === null ? null : Math.max(0, until - from);
  return { talkSeconds, failedLeg: null, isStillTalking: until === null };
}

function failedLeg(visitor: readonly LogEntry[], operator: readonly LogEntry[]) {
  if (visitor.length > 0 || connectedAt(operator) !== null) return 'visitor';
  return operator.some((entry) => entry.code === 'ct') ? 'operator' : null;
}

function connectedAt(leg: readonly LogEntry[]): number | null {
  return leg.find((entry) => entry.code === 'cc')?.second ?? null;
}
