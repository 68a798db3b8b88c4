import { callFilter } from '../../shared/wire.ts';
import type { Attempt } from '../calls/call.ts';
import { sampleCall } from '../calls/sample-call.ts';
import type { Store } from './store.ts';

/**
 * Every query of the store once, for whoever listens to their texts. The site `shop` has to exist;
 * what is asked about need not.
 */
export async function askEverything(store: Store, now: Date): Promise<void> {
  const queue = { site: 'shop', department: null };
  await store.calls.insert(sampleCall());
  await store.calls.save(sampleCall({ seq: 2 }));
  await store.calls.lock('x');
  await store.calls.liveOf('shop', 'key');
  await store.calls.countScheduled('shop', 'key');
  await store.calls.scheduledIn(queue, { from: now, to: now });
  await store.calls.nthNewest({ site: 'shop', phoneKey: 'key', since: now, nth: 3 });
  await store.calls.nthNewest({ site: 'shop', since: now, nth: 500 });
  await store.calls.dueQueues(now);
  await store.calls.dueIn(queue, now, { queued: 1, scheduled: 1 });
  await store.calls.nextDue(now);
  await store.calls.waitingNow(now);
  await store.calls.position(sampleCall());
  await store.calls.line(queue, now, 9);
  await store.calls.queuesOf('shop', now);
  await store.calls.samples({ site: 'shop', from: now, to: now, limit: 9 });
  await store.calls.completedSince('shop', 'key', now);
  await store.calls.newestNamedOf('key');
  await store.calls.unended();
  await store.calls.idsOf('shop', ['queued']);
  await store.calls.list(callFilter.parse({}));
  await store.calls.list(callFilter.parse({ reason: 'unresolved' }));
  await store.attempts.ofCall('x');
  await store.attempts.openOf('x');
  await store.attempts.bySession('x');
  await store.attempts.silent({ operator: '1', phoneKey: 'key', from: now, to: now });
  await store.attempts.otherSessions({ id: 'x', phoneKey: 'key' } as Attempt);
  await store.attempts.busyOperators();
  await store.attempts.countOpen('shop');
  await store.attempts.countOpenByState();
  await store.attempts.claimChecks(now, now, 9);
  await store.attempts.nextCheck();
  await store.pbxEvents.ofAttempt('x');
  const silent = { askAt: now, askedAt: null, endedAt: null };
  const session = { sessionId: 'x', parties: {}, heardAt: now, lapsesAt: now, ...silent };
  await store.operatorCalls.save(await store.operatorCalls.lock(session));
  await store.operatorCalls.find('x');
  await store.operatorCalls.open(now);
  await store.operatorCalls.askSoon(['x'], now);
  await store.operatorCalls.toAsk(9);
  await store.operatorCalls.claimAsk('x', now);
  await store.operatorCalls.rest(['1'], now);
  await store.operatorCalls.restingSince(['1', '2']);
  await store.operatorCalls.sweep(now);
  await store.timeline.ofCall('x');
  await store.timeline.nthNewest({ callId: 'x', what: 'rated', since: now, nth: 3 });
  await store.keys.holdsToken('x', 'y');
  await store.keys.findRequest('shop', 'x', now);
}
