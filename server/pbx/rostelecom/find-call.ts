import type { CallDetails, CallSearch, FoundCall } from '../pbx.ts';
import type { CallList } from './call-list.ts';
import type { ListedCall } from './call-list-row.ts';

export type FindCallOptions = {
  callList: CallList;
  /** PIN of a login or PIN. */
  pinOf: (user: string) => string;
  /** Lists call operators by login as often as by PIN: without the directory nothing is proved. */
  areUsersKnown: () => Promise<boolean>;
  callDetails: (sessionId: string) => Promise<CallDetails | 'unknown'>;
  /** How late a call may appear in the list. */
  historyLagMs: number;
  now: () => Date;
};

/** Clocks differ, and the PBX may take a request up long after it was sent. */
const EARLIEST_MS = 60 * 1000;
const LATEST_MS = 2 * 60 * 1000;
/** An order that has not been served by then is given up for a new one. */
const ORDER_LIVES_LAGS = 2;
/** Searches nobody came back to must not pile up. */
const MOST_SEARCHES = 1000;

type Order = { id: string; orderedAt: Date };

/**
 * Looks for a call whose answer was lost in the vendor's call list. One step per call: order the
 * list, later try to fetch it, order again as long as the list is too young to prove absence.
 * The order is remembered in memory only; after a restart the list is simply ordered again.
 */
export function createFindCall(options: FindCallOptions) {
  const orders = new Map<string, Order>();
  const { callList, historyLagMs, now } = options;
  const pollMs = Math.min(30_000, Math.max(100, historyLagMs / 10));

  const later = (): FoundCall => ({
    kind: 'unknown',
    askAgainAt: new Date(now().getTime() + pollMs),
  });

  async function currentOrder(search: CallSearch): Promise<Order | null> {
    const known = orders.get(keyOf(search));
    const isAlive =
      known !== undefined &&
      now().getTime() - known.orderedAt.getTime() <= pollMs + historyLagMs * ORDER_LIVES_LAGS;
    if (isAlive) return known;
    const orderedAt = now();
    const from = new Date(search.askedAt.getTime() - EARLIEST_MS);
    const id = await callList.order({ from, to: orderedAt });
    if (id === null) return null;
    remember(keyOf(search), { id, orderedAt });
    return { id, orderedAt };
  }

  function remember(key: string, order: Order): void {
    orders.set(key, order);
    for (const oldest of orders.keys()) {
      if (orders.size <= MOST_SEARCHES) break;
      orders.delete(oldest);
    }
  }

  async function found(call: ListedCall): Promise<FoundCall> {
    const details = await options.callDetails(call.sessionId);
    return { kind: 'found', details: details === 'unknown' ? call.details : details };
  }

  return async function findCall(search: CallSearch): Promise<FoundCall> {
    if (!(await options.areUsersKnown())) return later();
    const order = await currentOrder(search);
    const list = order && (await callList.download(order.id));
    if (order === null || list === null) return later();
    orders.delete(keyOf(search));
    const match = pickCall(list.calls, search, options.pinOf);
    if (match !== null) return found(match);
    const age = order.orderedAt.getTime() - search.askedAt.getTime();
    return list.isWhole && age >= historyLagMs ? { kind: 'absent' } : later();
  };
}

/** The call of that operator and number that began nearest to the moment of asking. */
function pickCall(
  calls: readonly ListedCall[],
  { operator, phone, askedAt, otherSessions = [] }: CallSearch,
  pinOf: (user: string) => string,
): ListedCall | null {
  const after = (call: ListedCall) => call.startedAt.getTime() - askedAt.getTime();
  const matches = calls.filter(
    (call) =>
      after(call) >= -EARLIEST_MS &&
      after(call) <= LATEST_MS &&
      !otherSessions.includes(call.sessionId) &&
      call.phones.includes(phone) &&
      call.users.some((user) => pinOf(user) === operator),
  );
  return matches.toSorted((a, b) => Math.abs(after(a)) - Math.abs(after(b)))[0] ?? null;
}

function keyOf({ operator, phone, askedAt }: CallSearch): string {
  return [operator, phone, askedAt.getTime()].join('|');
}
