import { setTimeout as sleep } from 'node:timers/promises';
import { type Credentials, signedHeaders } from '../signature.ts';
import { eventBody, type Report } from './event-body.ts';
import type { Quirks } from './quirks.ts';
import type { SimulatedCall } from './simulated-call.ts';

export type WebhookOptions = Credentials & {
  webhookUrl: string | (() => string);
  domain: string;
  lineNumber: string;
  quirks: Quirks;
  log: (line: string) => void;
};

/** A request that the other side did not take with 200; the vendor's own repeats are unknown. */
export type Undelivered = { method: string; body: string; why: string };

const LONGEST_SHUFFLE_MS = 150;
const TIMEOUT_MS = 5000;

/** Signs and sends what the PBX has to say: one call's events in order, calls side by side. */
export function createWebhooks(options: WebhookOptions) {
  const undelivered: Undelivered[] = [];
  const queues = new Map<string, Promise<unknown>>();
  const heldBack = new Map<string, string[]>();
  const clocks = new Map<string, number>();
  const underWay = new Set<Promise<unknown>>();

  /** Resolves with the answer's JSON; `null` when there is none. Never rejects. */
  async function send(method: string, body: string, timeoutMs = TIMEOUT_MS): Promise<unknown> {
    const base = typeof options.webhookUrl === 'string' ? options.webhookUrl : options.webhookUrl();
    try {
      const response = await fetch(`${base}/${method}`, {
        method: 'POST',
        headers: signedHeaders(body, options),
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return text === '' ? null : JSON.parse(text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      undelivered.push({ method, body, why });
      options.log(`${method} not delivered: ${why}`);
      return null;
    }
  }

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
    return work;
  }

  function deliver(call: SimulatedCall, body: string): void {
    const { eventOrder, eventDelayMs, eventsDoubled } = options.quirks;
    const dueAt = Date.now() + eventDelayMs + shuffleMs(eventOrder);
    const before = eventOrder === 'shuffled' ? undefined : queues.get(call.sessionId);
    const work = track(
      (async () => {
        await before;
        await sleep(Math.max(0, dueAt - Date.now()));
        await send('call_events', body);
        if (eventsDoubled) await send('call_events', body);
      })(),
    );
    queues.set(call.sessionId, work);
  }

  /** The PBX's clock never stands still within a call, so that events can be put in order by it. */
  function tick(call: SimulatedCall): Date {
    const at = Math.max(Date.now(), (clocks.get(call.sessionId) ?? 0) + 1);
    clocks.set(call.sessionId, at);
    return new Date(at);
  }

  function report(call: SimulatedCall, what: Report): void {
    const { quirks } = options;
    if (quirks.noEvents || quirks.skippedStates.includes(what.state)) return;
    const body = JSON.stringify(eventBody(call, what, { ...options, at: tick(call) }));
    if (quirks.eventOrder !== 'reversed') return deliver(call, body);
    const held = [...(heldBack.get(call.sessionId) ?? []), body];
    heldBack.set(call.sessionId, held);
    if (what.state === 'end') for (const each of held.toReversed()) deliver(call, each);
  }

  async function settled(): Promise<void> {
    await Promise.all(underWay);
    if (underWay.size > 0) await settled();
  }

  return {
    undelivered,
    report,
    send: (method: string, body: object, timeoutMs?: number) =>
      track(send(method, JSON.stringify(body), timeoutMs)),
    /** Sends once more what was not taken, in order. */
    redeliver: async (): Promise<void> => {
      const again = undelivered.splice(0);
      await again.reduce(async (before, { method, body }) => {
        await before;
        await send(method, body);
      }, Promise.resolve());
    },
    /** Resolves when nothing is on its way. */
    settled,
  };
}

export type Webhooks = ReturnType<typeof createWebhooks>;

function shuffleMs(order: Quirks['eventOrder']): number {
  return order === 'shuffled' ? Math.random() * LONGEST_SHUFFLE_MS : 0;
}
