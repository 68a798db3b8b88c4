import type { z } from 'zod';
import { Refusal } from '../calls/refusal.ts';

/** Parses what a client sent. @throws Refusal `invalid_request` naming every faulty field */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
  throw new Refusal('invalid_request', { detail: 'Some fields are missing or wrong.', errors });
}
