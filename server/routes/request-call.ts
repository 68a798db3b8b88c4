import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { CallCreated } from '../../shared/wire.ts';
import { callRequest } from '../../shared/wire.ts';
import type { Calls } from '../calls/calls.ts';
import { Refusal } from '../calls/refusal.ts';
import { readInput } from '../http/read-input.ts';
import type { CallViews } from '../status/call-views.ts';
import type { Store } from '../store/store.ts';

const idempotencyKey = z.uuid();

export type RequestCallParts = {
  store: Store;
  calls: Calls;
  views: CallViews;
  /** Address for the limits, `null` when it cannot be told. */
  addressOf: (request: Parameters<RequestHandler>[0]) => string | null;
};

/** `POST /v1/sites/{site}/calls`: parse, admit, answer 201 once the call is on disk. */
export function requestCall({
  store,
  calls,
  views,
  addressOf,
}: RequestCallParts): RequestHandler<{ site: string }> {
  return async (request, response) => {
    const site = await store.sites.find(request.params.site);
    if (site === null) throw new Refusal('site_not_found');
    const origin = request.get('origin') ?? null;
    // Before the body: a stranger's page learns nothing from how its body is refused.
    if (origin === null || !site.origins.includes(origin)) throw new Refusal('origin_not_allowed');
    const { call, token, isNew } = await calls.request({
      site,
      body: readInput(callRequest, request.body),
      idempotencyKey: readKey(request.get('idempotency-key')),
      origin,
      address: addressOf(request as Parameters<RequestHandler>[0]),
    });
    const created: CallCreated = { call: await views.of(call), token };
    response
      .status(isNew ? 201 : 200)
      .set('Cache-Control', 'no-store')
      .json(created);
  };
}

function readKey(text: string | undefined): string {
  const parsed = idempotencyKey.safeParse(text);
  if (parsed.success) return parsed.data;
  const message = 'send a fresh UUID with every new call, the same one with every repetition';
  throw new Refusal('invalid_request', { errors: [{ path: 'Idempotency-Key', message }] });
}
