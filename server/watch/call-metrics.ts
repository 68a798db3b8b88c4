import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import type { Call } from '../calls/call.ts';
import type { CallStep, StoreEar } from './watch-store.ts';

/** From a ring that is taken at once to a retry tomorrow. */
const WAIT_BUCKETS = [0.05, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600, 14_400, 86_400];
const TALK_BUCKETS = [5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];

/** Counts what this relay lets happen to calls. No label names a site: an owner may have thousands. */
export function callMetrics(registry: Registry): StoreEar {
  const registers = [registry];
  const requested = new Counter({
    name: 'ringlet_calls_requested_total',
    help: 'Calls accepted by this relay, by kind and by whether they were due at once (queued) or later (scheduled)',
    labelNames: ['kind', 'state'],
    registers,
  });
  const ended = new Counter({
    name: 'ringlet_calls_ended_total',
    help: 'Calls that this relay brought to their end, by outcome and reason',
    labelNames: ['kind', 'outcome', 'reason'],
    registers,
  });
  const attempts = new Counter({
    name: 'ringlet_attempts_total',
    help: 'Askings of the PBX that have come out, by result',
    labelNames: ['result'],
    registers,
  });
  const waits = new Histogram({
    name: 'ringlet_call_wait_seconds',
    help: 'From the request (or the time it was made for) until the PBX was first asked, the operator answered, the visitor was rung, both talked; retries included',
    labelNames: ['until'],
    buckets: WAIT_BUCKETS,
    registers,
  });
  const talks = new Histogram({
    name: 'ringlet_call_talk_seconds',
    help: 'How long completed calls were talked',
    buckets: TALK_BUCKETS,
    registers,
  });
  return {
    committed({ calls, attempts: changed }) {
      for (const step of calls) {
        const { before, after } = step;
        if (before === null) requested.inc({ kind: after.kind, state: after.state });
        for (const until of reachedIn(step)) waits.observe({ until }, waited(after));
        if (after.state !== 'ended' || before?.state === 'ended') continue;
        const { kind, outcome, reason } = after;
        ended.inc({ kind, outcome: outcome ?? 'none', reason: reason ?? 'none' });
        if (outcome === 'completed') talks.observe(after.talkSeconds ?? 0);
      }
      for (const { state, result } of changed) {
        // `visitor_failed:busy`: the cause is the call's reason.
        if (state === 'ended') attempts.inc({ result: result?.split(':')[0] ?? 'unknown' });
      }
    },
  };
}

const isTalked = (call: Call) => call.connectedAt !== null;
const isAnswered = (call: Call) => call.state === 'calling_visitor' || isTalked(call);

/** What a call came to with this step for the first time; drivers may skip what they do not show. */
function reachedIn({ before, after }: CallStep): string[] {
  if (before === null) return [];
  const isFirst = after.retries.visitorFailures === 0;
  return [
    ...(before.attempt === 0 && after.attempt === 1 ? ['asked'] : []),
    ...(isFirst && isAnswered(after) && !isAnswered(before) ? ['operator_answered'] : []),
    ...(isFirst && after.state === 'calling_visitor' && before.state !== 'calling_visitor'
      ? ['visitor_ringing']
      : []),
    ...(isTalked(after) && !isTalked(before) ? ['connected'] : []),
  ];
}

function waited({ createdAt, scheduledFor, updatedAt }: Call): number {
  const from = Math.max(createdAt.getTime(), scheduledFor?.getTime() ?? 0);
  return Math.max(0, updatedAt.getTime() - from) / 1000;
}
