import type { Request, Response } from 'express';
import { Router } from 'express';
import type { Call } from '../calls/call.ts';
import type { Calls } from '../calls/calls.ts';
import { bearerToken } from '../http/bearer-token.ts';
import type { CallStreams } from '../status/call-streams.ts';
import type { CallViews } from '../status/call-views.ts';

type Parts = { calls: Calls; views: CallViews; streams: CallStreams };

/** `GET /v1/calls/{id}` and its stream, for the holder of the call's token. */
export function followCall({ calls, views, streams }: Parts): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const call = await calls.find(request.params.id, bearerToken(request));
    await sendCall(call, response, views);
  });
  router.get('/:id/events', async (request, response) => {
    const call = await calls.find(request.params.id, streamToken(request));
    await streams.follow(call, request, response);
  });
  return router;
}

export async function sendCall(call: Call, response: Response, views: CallViews) {
  response.set('Cache-Control', 'no-store').json(await views.of(call));
}

/** EventSource can set no header, so here alone the token may stand in the URL. */
function streamToken(request: Request): string | null {
  const { token } = request.query;
  return bearerToken(request) ?? (typeof token === 'string' ? token : null);
}
