import type { Request } from 'express';
import { Router, text } from 'express';
import { cancelBeacon, rating, reschedule } from '../../shared/wire.ts';
import type { Calls } from '../calls/calls.ts';
import { Refusal } from '../calls/refusal.ts';
import { bearerToken } from '../http/bearer-token.ts';
import { readInput } from '../http/read-input.ts';
import type { CallViews } from '../status/call-views.ts';
import { sendCall } from './follow-call.ts';

/** What the holder of a call's token may do to it: cancel, reschedule, rate. */
export function changeCall({ calls, views }: { calls: Calls; views: CallViews }): Router {
  const router = Router();
  router.post(
    '/:id/cancel',
    text({ type: 'text/plain', limit: '1kb' }),
    async (request, response) => {
      const { id } = await calls.find(
        request.params.id,
        bearerToken(request) ?? beaconToken(request),
      );
      await sendCall(await calls.cancel(id), response, views);
    },
  );
  router.post('/:id/reschedule', async (request, response) => {
    const { id } = await calls.find(request.params.id, bearerToken(request));
    const { scheduledFor } = readInput(reschedule, request.body);
    const to = scheduledFor === null ? null : new Date(scheduledFor);
    await sendCall(await calls.reschedule(id, to), response, views);
  });
  router.post('/:id/rating', async (request, response) => {
    const { id } = await calls.find(request.params.id, bearerToken(request));
    await sendCall(await calls.rate(id, readInput(rating, request.body)), response, views);
  });
  router.delete('/:id', async (request) => {
    const call = await calls.find(request.params.id, bearerToken(request));
    const detail =
      call.kind === 'callback' ? 'Only a browser call is hung up; cancel this one.' : 'Not here.';
    throw new Refusal('invalid_request', { detail });
  });
  return router;
}

/** sendBeacon sends `text/plain` and no header: the token is the body. */
function beaconToken(request: Request): string | null {
  if (typeof request.body !== 'string') return null;
  try {
    return readInput(cancelBeacon, JSON.parse(request.body)).token;
  } catch {
    return null;
  }
}
