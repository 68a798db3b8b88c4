import { z } from 'zod';
import { looseText, parseJson } from './answer.ts';
import { phoneOf } from './numbers.ts';

/** The documented form has three fields, the article's a whole event; both name the caller. */
const numberInfo = z.looseObject({ from_number: looseText });

/**
 * Who calls in, from a `get_number_info` request. `null`: no JSON object, or no caller named;
 * `phone: null`: a caller without a readable number.
 */
export function readNumberInfo(rawBody: Uint8Array): { phone: string | null } | null {
  const request = numberInfo.safeParse(parseJson(rawBody)).data;
  if (request === undefined || request.from_number === '') return null;
  return { phone: phoneOf(request.from_number) };
}

/** What we know of a caller: the name for the operator's screen, perhaps who should be rung. */
export type KnownCaller = { displayName?: string | null; pin?: string | null };

/**
 * The answer the PBX waits for before it routes the call. `null` (unknown, or a fault of ours)
 * leaves the call to the domain's own rules.
 */
export function numberInfoAnswer(caller: KnownCaller | null) {
  if (caller === null) return { result: '1', resultMessage: 'unknown', displayName: null };
  return {
    result: '0',
    resultMessage: '',
    displayName: caller.displayName ?? null,
    ...(caller.pin ? { PIN: caller.pin } : {}),
  };
}
