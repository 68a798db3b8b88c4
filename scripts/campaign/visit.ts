import { setTimeout as sleep } from 'node:timers/promises';
import { ORIGIN } from '../../server/test-relay.ts';
import type { CallCreated, CallRequestInput, CallView } from '../../shared/wire.ts';
import type { VisitorPlan } from './plan.ts';
import { watchToEnd } from './watch-to-end.ts';

/** What one visitor was told; the witness of what the relay has promised. */
export type Visit = {
  plan: VisitorPlan;
  /** Every call that a 201 or 200 named, once each. */
  calls: CallCreated[];
  /** The time this visitor chose was taken: a call is neither promised nor owed. */
  isRefused: boolean;
  /** Answers that are neither a call, nor such a refusal, nor `call_in_progress` for the second of two tabs. */
  complaints: string[];
  /** Calls whose cancel was answered 200. */
  cancelled: Set<string>;
  rescheduled: Set<string>;
};

/** One address of the relays as a page sees it; every call may give another one. */
export type Front = () => string;

export const SITE = 'shop';
/** The widget's own. */
const PATIENCE_MS = 10_000;
/** Doubling, so that a crowd before a dead relay does not eat the machine on which it starts. */
const FIRST_PAUSE_MS = 150;
const LAST_PAUSE_MS = 1_500;
const LATER_MS = 1_500;

export function newVisit(plan: VisitorPlan): Visit {
  return {
    plan,
    calls: [],
    isRefused: false,
    complaints: [],
    cancelled: new Set(),
    rescheduled: new Set(),
  };
}

/** Does what is planned, as the widget does: again and again with one key until it is answered. */
export async function visit(visited: Visit, front: Front): Promise<void> {
  const { plan } = visited;
  const page = { visited, front, body: JSON.stringify(bodyOf(plan)) };
  const first = ask(plan.key, page);
  if (plan.act === 'twice') await ask(otherKey(plan.key), page);
  const created = await first;
  if (created === null) return;
  const watching = plan.watches ? watchToEnd(created, front, visited.complaints) : null;
  await sleep(plan.actsAfterMs);
  if (plan.act === 'repeat') await ask(plan.key, page);
  if (plan.act === 'cancel') await act(created, 'cancel', page);
  if (plan.act === 'sooner') await act(created, 'reschedule', page);
  await watching;
}

/** `body` is written once: another one under the same key would be another request. */
type Page = { visited: Visit; front: Front; body: string };

function bodyOf({ phone, department, act: does }: VisitorPlan): CallRequestInput {
  const later = new Date(Date.now() + LATER_MS).toISOString();
  const when = does === 'later' ? { scheduledFor: later } : {};
  return { kind: 'callback', phone, department, ...when };
}

async function ask(key: string, { visited, front, body }: Page): Promise<CallCreated | null> {
  const { plan } = visited;
  const answer = await untilAnswered(front, `/v1/sites/${SITE}/calls`, {
    headers: { 'idempotency-key': key },
    body,
  });
  if (answer.status === 201 || answer.status === 200) {
    const created = answer.body as CallCreated;
    if (!visited.calls.some(({ call }) => call.id === created.call.id)) visited.calls.push(created);
    return created;
  }
  visited.isRefused = plan.act === 'later' && answer.status === 422;
  const isSecondTab = plan.act === 'twice' && answer.status === 409;
  if (!isSecondTab && !visited.isRefused)
    visited.complaints.push(`${answer.status} ${JSON.stringify(answer.body)}`);
  return null;
}

async function act({ call, token }: CallCreated, verb: 'cancel' | 'reschedule', page: Page) {
  const { visited, front } = page;
  const answer = await untilAnswered(front, `/v1/calls/${call.id}/${verb}`, {
    headers: { authorization: `Bearer ${token}` },
    body: verb === 'cancel' ? '{}' : '{"scheduledFor":null}',
  });
  // 409: it rings already, or is over.
  if (answer.status === 200) visited[verb === 'cancel' ? 'cancelled' : 'rescheduled'].add(call.id);
  else if (answer.status !== 409)
    visited.complaints.push(`${verb}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as CallView;
}

type Sent = { headers: Record<string, string>; body: string };

/** No answer, an answer that is not the relay's, and "not now" are all reasons to try again. */
async function untilAnswered(front: Front, path: string, { headers, body }: Sent) {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
    try {
      const response = await fetch(`${front()}${path}`, {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'application/json', ...headers },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const answer: unknown = await response.json();
      if (response.status !== 503) return { status: response.status, body: answer };
    } catch {
      // The network of a bad day.
    }
    await sleep(pauseMs);
  }
}

function otherKey(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
}
