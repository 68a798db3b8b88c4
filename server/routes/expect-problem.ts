import { expect } from 'vitest';
import type { ProblemCode } from '../../shared/codes.ts';
import { OWNER_CODES, PUBLIC_CODES } from '../../shared/codes.ts';
import type { Problem } from '../../shared/wire.ts';

const STATUS: Record<ProblemCode, number> = { ...PUBLIC_CODES, ...OWNER_CODES };

/** Asserts that an answer is this refusal, in the shape of RFC 9457, and gives its body. */
export async function expectProblem(response: Response, code: ProblemCode): Promise<Problem> {
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({
    status: STATUS[code],
    text: expect.stringContaining(code),
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({ code, status: STATUS[code] });
  expect(problem.title).toEqual(expect.any(String));
  expect(URL.canParse(problem.type)).toBe(true);
  return problem;
}

let used = 0;
/** A mobile number that no other test of the file asks with. */
export function freshPhone(): string {
  used += 1;
  return `+7912${String(5_550_000 + used)}`;
}
