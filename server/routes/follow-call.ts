import type { Request, Response } from 'express';
import { Router } from 'express';
import type { Call } from '../calls/call.ts';
import type { Calls } from '../calls/calls.ts';
import { bearerToken } from '../http/bearer-token.ts';
import type { CallStreams } from '../status/call-streams.ts';
import { viewCall } from '../status/view-call.ts';
import type { Store } from '../store/store.ts';

type Parts = { store: Store; calls: Calls; streams: CallStreams };

/** `GET /v1/calls/{id}` and its stream, for the holder of the call's token. */
export function followCall({ store, calls, streams }: Parts): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const call = await calls.find(request.params.id, bearerToken(request));
    await sendCall(call, response, store);
  });
  router.get('/:id/events', async (request, response) => {
    const call = await calls.find(request.params.id, streamToken(request));
    await streams.follow(call, request, response);
  });
  return router;
}

export async function sendCall(call: Call, response: Response, store: Store) {
  response.set('Cache-Control', 'no-store').json(await viewCall(call, store));
}

/** EventSource can set no header, so here alone the token may stand in the URL. */
function streamToken(request: Request): string | null {
  const { token } = request.query;
  return bearerToken(request) ?? (typeof token === 'string' ? token : null);
}
