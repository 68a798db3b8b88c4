import { looseText, readAnswer } from './answer.ts';
import { readCallListFile } from './call-list-file.ts';
import { type ListedCall, readListedCall } from './call-list-row.ts';
import type { Client } from './client.ts';
import { toVendorTime } from './vendor-time.ts';

type Period = { from: Date; to: Date };

/** Orders the list of all ended calls of a period; the file comes 75 s to 5 min later. */
export type CallList = {
  /** The order's id; `null` when the vendor took none now. */
  order(period: Period): Promise<string | null>;
  /**
   * The calls, once the file is there; `null` while it is not. `isWhole` is false when a row could
   * not be read: then a call that is not among the others may still exist.
   */
  download(orderId: string): Promise<{ calls: ListedCall[]; isWhole: boolean } | null>;
};

/**
 * A period can be ordered once only ("уже существует"), and the refusal is told by its text alone,
 * so any refusal is answered by asking again for one second more.
 */
const TRIES = 3;

type Ordered = { id: string } | { id: null; isWorthAnother: boolean };

export function createCallList(client: Client): CallList {
  async function orderOnce({ from, to }: Period): Promise<Ordered> {
    const exchange = await client.post('domain_call_history', {
      date_start: toVendorTime(from),
      date_end: toVendorTime(to),
      direction: 0,
      state: 0,
    });
    const answer = readAnswer(exchange);
    if (answer === null) return { id: null, isWorthAnother: false };
    const id = answer.result === '0' ? looseText.parse(answer['order_id']) : '';
    return id === '' ? { id: null, isWorthAnother: true } : { id };
  }

  async function order(period: Period, tries = TRIES): Promise<string | null> {
    const ordered = await orderOnce(period);
    if (ordered.id !== null) return ordered.id;
    const longer = { ...period, to: new Date(period.to.getTime() + 1000) };
    return ordered.isWorthAnother && tries > 1 ? order(longer, tries - 1) : null;
  }

  return {
    order: (period) => order(period),
    async download(orderId) {
      const exchange = await client.post('download_call_history', { order_id: orderId });
      if (exchange.kind !== 'answered' || exchange.status !== 200) return null;
      const rows = readCallListFile(exchange.body);
      if (rows === null) return null;
      const calls = rows.flatMap((row) => readListedCall(row) ?? []);
      return { calls, isWhole: calls.length === rows.length };
    },
  };
}
