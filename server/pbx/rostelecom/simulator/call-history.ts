import { gzipSync, strToU8, zipSync } from 'fflate';
import { looseText } from '../answer.ts';
import { readVendorTime, toVendorTime } from '../vendor-time.ts';
import { durationOf } from './answer-call-info.ts';
import { writeNumber } from './event-body.ts';
import type { Quirks } from './quirks.ts';
import type { Reply } from './reply.ts';
import type { SimulatedCall } from './simulated-call.ts';

type Order = { id: string; from: Date; to: Date; key: string; orderedAt: number };
type Options = {
  quirks: Quirks;
  calls: readonly SimulatedCall[];
  domain: string;
  lineNumber: string;
  /** Tells the other side that a file is ready. */
  announce: (orderId: string) => void;
};

const REFUSED_DATES = 'Невозможно получить call_history_id';
const EXISTS = 'Заказ за указанный период уже существует';

/** Orders of the call list and their files. */
export function createCallHistory(options: Options) {
  const orders: Order[] = [];

  return {
    /** `domain_call_history`. */
    order(body: Readonly<Record<string, unknown>>): Reply {
      const order = readOrder(body, orders.length);
      if (order === null) return { json: { result: '1', resultMessage: REFUSED_DATES } };
      if (exists(order)) return { json: { result: '1', resultMessage: EXISTS } };
      orders.push(order);
      setTimeout(() => options.announce(order.id), options.quirks.historyFileLagMs).unref();
      return { json: { result: '0', resultMessage: '', order_id: order.id } };
    },
    /** `download_call_history`. */
    download(body: Readonly<Record<string, unknown>>): Reply {
      const order = orders.find(({ id }) => id === looseText.parse(body['order_id']));
      const isReady =
        order !== undefined && Date.now() - order.orderedAt >= options.quirks.historyFileLagMs;
      return isReady ? file(listedCalls(order, options), options) : notReady(options.quirks);
    },
  };

  function exists(order: Order): boolean {
    const { quirks } = options;
    if (quirks.historyExistsTimes > 0) {
      quirks.historyExistsTimes -= 1;
      return true;
    }
    return orders.some(({ key }) => key === order.key);
  }
}

/** Only the written form of dates is understood; epoch numbers are refused as the vendor does. */
function readOrder(body: Readonly<Record<string, unknown>>, count: number): Order | null {
  const [start, end] = [body['date_start'], body['date_end']].map((date) => looseText.parse(date));
  if (![start, end].every((date) => /^\d{4}-/.test(date ?? ''))) return null;
  const [from, to] = [readVendorTime(start), readVendorTime(end)];
  if (from === null || to === null) return null;
  const key = JSON.stringify([start, end, body['direction'], body['state']]);
  return { id: String(12_345 + count), from, to, key, orderedAt: Date.now() };
}

function notReady({ historyNotReady }: Quirks): Reply {
  if (historyNotReady === 'json') return { json: { result: '1', resultMessage: 'Файл не готов' } };
  const html = '<html><body>File [12345.csv.z] not found</body></html>';
  return { status: 404, type: 'text/html', bytes: html };
}

/** Ended calls of the period, late as the vendor's list is. */
function listedCalls({ from, to }: Order, { calls, quirks }: Options): SimulatedCall[] {
  // Periods have whole seconds: what began within the last one belongs to it.
  const until = to.getTime() + 999;
  return calls.filter(
    ({ startedAt, endedAt }) =>
      startedAt.getTime() >= from.getTime() &&
      startedAt.getTime() <= until &&
      endedAt !== null &&
      Date.now() - endedAt.getTime() >= quirks.historyRowLagMs,
  );
}

function file(calls: readonly SimulatedCall[], options: Options): Reply {
  const { historyFormat, historyDelimiter } = options.quirks;
  const text = calls.map((call) => `${row(call, options).join(historyDelimiter)}\r\n`).join('');
  const plain = strToU8(text);
  if (historyFormat === 'plain') return { type: 'text/csv', bytes: plain };
  return historyFormat === 'zip'
    ? { type: 'application/zip', bytes: zipSync({ 'call_history.csv': plain }) }
    : { type: 'application/gzip', bytes: gzipSync(plain) };
}

function row(call: SimulatedCall, { quirks, domain, lineNumber }: Options): string[] {
  const user = `sip:${call.user.name}@${domain}`;
  const outside = writeNumber(call.phone, quirks.numberForm);
  const line = writeNumber(lineNumber, quirks.numberForm);
  const isIncoming = call.kind === 'incoming';
  const verdict = [isIncoming ? '1' : '2', call.talked ? '1' : '2'];
  return [
    call.eventSessionId,
    isIncoming ? '1' : '3',
    ...(quirks.historyColumns === 16 ? verdict : []),
    ...(isIncoming ? [outside, '', line] : [user, call.user.pin, outside]),
    ...(call.talked ? [user, call.user.pin] : ['', '']),
    toVendorTime(call.startedAt),
    String(durationOf(call)),
    'FALSE',
    call.talked ? 'TRUE' : 'FALSE',
    'FALSE',
    call.statusCode,
    '',
  ];
}
