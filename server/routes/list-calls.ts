import { Router } from 'express';
import type {
  OwnerAttempt,
  OwnerCallDetail,
  OwnerCallPage,
  OwnerTimelineRow,
} from '../../shared/wire.ts';
import { callFilter } from '../../shared/wire.ts';
import type { Attempt } from '../calls/call.ts';
import { ownerCall } from '../calls/owner-call.ts';
import { Refusal } from '../calls/refusal.ts';
import { readInput } from '../http/read-input.ts';
import type { Store, TimelineRow } from '../store/store.ts';

/** The owner's calls: newest first, and one with its attempts and timeline. */
export function listCalls(store: Store): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const filter = readInput(callFilter, request.query);
    // Only calls that were asked for on a page are kept so far.
    const isOurs = (filter.direction ?? 'callback') === 'callback';
    const { calls, nextCursor } = isOurs
      ? await store.calls.list(filter)
      : { calls: [], nextCursor: null };
    const page: OwnerCallPage = { calls: calls.map(ownerCall), nextCursor };
    response.set('Cache-Control', 'no-store').json(page);
  });
  router.get('/:id', async (request, response) => {
    const call = await store.calls.find(request.params.id);
    if (call === null) throw new Refusal('not_found', { detail: 'There is no such call.' });
    const attempts = await store.attempts.ofCall(call.id);
    const timeline = await store.timeline.ofCall(call.id);
    const detail: OwnerCallDetail = {
      ...ownerCall(call),
      attempts: attempts.map(ownerAttempt),
      timeline: timeline.map(ownerTimelineRow),
    };
    response.set('Cache-Control', 'no-store').json(detail);
  });
  return router;
}

function ownerAttempt(attempt: Attempt): OwnerAttempt {
  const { id, number, operator, state, result } = attempt;
  return {
    id,
    number,
    operator,
    state,
    result,
    askedAt: attempt.askedAt.toISOString(),
    sessionId: attempt.eventSessionId ?? attempt.sessionId,
    endedAt: attempt.endedAt?.toISOString() ?? null,
  };
}

function ownerTimelineRow({ seq, at, what, why, state, attemptId }: TimelineRow): OwnerTimelineRow {
  return { seq, at: at.toISOString(), what, why, state, attempt: attemptId };
}
