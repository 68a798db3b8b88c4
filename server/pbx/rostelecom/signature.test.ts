import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGenuine, sign, signedHeaders } from './signature.ts';

/** The vector of the vendor's manual. */
const MANUAL = {
  pair: {
    clientId: '000003C405E6525C64C184258C44EC99',
    signKey: '00000716ABDA6D4DFF10F82BCBBFC532',
  },
  body: '{"request_number": "+74951234567","from_sipuri": "test_user@cloudpbx.rt.ru"}',
  signature: 'fc95a524342dc68df90f7488e6d821c5a8a3b667d585490b50ebf939f1202c36',
};
const { pair, body, signature } = MANUAL;

test("signs as the manual's example does", () => {
  expect(sign(body, pair)).toBe(signature);
  expect(sign(Buffer.from(body), pair)).toBe(signature);
});

describe('isGenuine', () => {
  const headers = { 'x-client-id': pair.clientId, 'x-client-sign': signature };

  test('takes the true signature, in either case of letters', () => {
    expect(isGenuine(headers, Buffer.from(body), pair)).toBe(true);
    const upper = { ...headers, 'x-client-sign': signature.toUpperCase() };
    expect(isGenuine(upper, Buffer.from(body), pair)).toBe(true);
  });

  test.each([
    ['no headers', {}],
    ['another client', { ...headers, 'x-client-id': pair.clientId.replace('C4', 'C5') }],
    ['another signature', { ...headers, 'x-client-sign': signature.replace('f', 'e') }],
    ['half a signature', { ...headers, 'x-client-sign': signature.slice(0, 32) }],
    ['two signatures', { ...headers, 'x-client-sign': [signature, signature] }],
    ['letters no digest has', { ...headers, 'x-client-sign': '💥' }],
  ])('refuses %s', (_, given) => {
    expect(isGenuine(given, Buffer.from(body), pair)).toBe(false);
  });

  test('refuses the same JSON in other bytes', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body)));
    expect(isGenuine(headers, rewritten, pair)).toBe(false);
  });

  test('knows its own signature of any bytes, and nobody else’s', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(fc.uint8Array(), text, text, text, (bytes, clientId, signKey, otherKey) => {
        const signed = signedHeaders(bytes, { clientId, signKey });
        expect(isGenuine(signed, bytes, { clientId, signKey })).toBe(true);
        const isSameKey = Buffer.from(otherKey).equals(Buffer.from(signKey));
        expect(isGenuine(signed, bytes, { clientId, signKey: otherKey })).toBe(isSameKey);
      }),
    );
  });
});
