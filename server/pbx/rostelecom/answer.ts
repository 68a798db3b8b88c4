import { z } from 'zod';
import type { Exchange } from './exchange.ts';

/**
 * The vendor's envelope. `result` is a string in one method and a number in the next, so it is
 * compared as a string; the text beside it varies and is only ever shown, never tested.
 */
const envelope = z.looseObject({
  result: z.union([z.string(), z.number()]).transform((result) => String(result).trim()),
  resultMessage: z.string().nullish().catch(null),
});

export type Answer = z.infer<typeof envelope>;

/** The JSON answer of an exchange; `null` where there is none: failure, HTML, empty, cut. */
export function readAnswer(exchange: Exchange): Answer | null {
  return exchange.kind === 'answered' ? parseAnswer(exchange.body) : null;
}

export function parseAnswer(body: Uint8Array): Answer | null {
  return envelope.safeParse(parseJson(body)).data ?? null;
}

/** `undefined` when it is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A field that the vendor leaves out, sends empty, as a number or as a string. */
export const looseText = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value).trim()))
  .catch('');

/** Whether a field says yes: `true`, `"true"`, `"TRUE"`, `1`, `"1"`. */
export const looseFlag = looseText.transform((text) => /^(true|1)$/i.test(text));
