import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCallEvent } from './call-events.ts';

/** Samples of the vendor's article, its manual, and a live integration. */
const NEW =
  '{"session_id":"SDsnZugDFmTW7Sec","timestamp":"2019-12-27 15:34:44.461","type":"incoming","state":"new","from_number":"sip:1234567890@192.168.0.1","from_pin":"","request_number":"sip:74951234567@192.168.0.1","request_pin":"607","disconnect_reason":"","is_record":""}';
const CONNECTED =
  '{"state":"connected","type":"incoming","session_id":"76981273981237","timestamp":"2018-04-23 15:01:29.214","from_number":"sip:79771234567@example_domain.ru","request_number":"user@example_domain.ru","request_pin":"317"}';
const DISCONNECTED =
  '{"disconnect_reason":"4","from_number":"sip:111@domain.com","from_pin":"201","is_record":"","request_number":"sip:89123456789@123.45.67","request_pin":"","session_id":"1674-aFEQBQE","state":"disconnected","timestamp":"2020-05-12 10:46:56.725","type":"outbound"}';
const END =
  '{"session_id":"SDsnZugDFmTW7Sec","timestamp":"2019-12-27 15:34:59.349","type":"incoming","state":"end","from_number":"sip:1234567890@192.168.0.1","from_pin":"","request_number":"sip:74951234567@192.168.0.1","request_pin":"666","disconnect_reason":"","is_record":"true"}';

const read = (body: string) => readCallEvent(Buffer.from(body));

test('reads the samples', () => {
  expect(read(NEW)).toEqual({
    sessionId: 'SDsnZugDFmTW7Sec',
    at: new Date('2019-12-27T12:34:44.461Z'),
    step: 'new',
    users: { from: null, to: '607' },
    operator: '607',
    phone: '+1234567890',
    cause: null,
    called: 'operator',
    isIncoming: true,
  });
  expect(read(DISCONNECTED)).not.toHaveProperty('isIncoming');
  expect(read(CONNECTED)).toMatchObject({
    step: 'answered',
    operator: '317',
    phone: '+79771234567',
    cause: null,
  });
  expect(read(DISCONNECTED)).toMatchObject({
    sessionId: '1674-aFEQBQE',
    step: 'parted',
    users: { from: '201', to: null },
    operator: '201',
    phone: '+79123456789',
    cause: 'hung_up',
    called: 'phone',
  });
  expect(read(END)).toMatchObject({ step: 'ended', operator: '666', cause: null });
});

test('a user without a PIN is named by login', () => {
  const body =
    '{"session_id":"1","type":"outbound","state":"calling","from_number":"sip:olga@d.ru","request_number":"+79123456789"}';
  expect(read(body)).toMatchObject({ step: 'ringing', operator: 'olga', phone: '+79123456789' });
});

test('an internal call has no outside number', () => {
  const body =
    '{"session_id":"1","type":"internal","state":"new","from_number":"sip:olga@d.ru","from_pin":"666","request_number":"sip:ivan@d.ru","request_pin":"703"}';
  expect(read(body)).toMatchObject({ operator: '666', phone: null, called: 'operator' });
  expect(read(body)?.users).toEqual({ from: '666', to: '703' });
});

test.each([
  ['busy', '3', 'busy'],
  ['success', '5', 'hung_up'],
  ['a transfer', '0', null],
  ['nothing', '', null],
  ['a sentence', 'Отбой вызывающего абонента', null],
  ['a number', 3, 'busy'],
])('a parting by %s', (_, disconnect_reason, cause) => {
  const body = JSON.stringify({ session_id: '1', state: 'disconnected', disconnect_reason });
  expect(read(body)?.cause).toBe(cause);
});

test('states of later versions are kept as other; a missing time is the time of arrival', () => {
  const receivedAt = new Date('2026-11-23T10:00:00Z');
  const body = Buffer.from('{"session_id":123,"state":"analytics","is_record":null,"x":{}}');
  expect(readCallEvent(body, receivedAt)).toEqual({
    sessionId: '123',
    at: receivedAt,
    step: 'other',
    operator: null,
    phone: null,
    cause: null,
    called: null,
  });
});

test.each(['', 'null', '[]', '"text"', '{', '{}', '{"session_id":""}', '{"session_id":{}}'])(
  'reads no event in %s',
  (body) => {
    expect(read(body)).toBeNull();
  },
);

test('reads any JSON without throwing', () => {
  fc.assert(
    fc.property(fc.anything(), fc.json(), (value, text) => {
      const body = { session_id: 'x', state: value, from_number: value, timestamp: value };
      expect(() => [read(text), read(JSON.stringify(body))]).not.toThrow();
    }),
  );
});
