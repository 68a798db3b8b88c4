import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnswer } from './answer.ts';
import { readCallInfo } from './call-info.ts';
import { readSessionLog } from './session-log.ts';

/** The article's sample: an incoming call of 14 s, 5 of them talk. */
const INCOMING = {
  call_type: 1,
  direction: 1,
  state: 1,
  orig_number: 'sip:1234567890@192.168.0.1',
  orig_pin: null,
  dest_number: 'sip:74951234567@192.168.0.1',
  answering_sipuri: 'admin@example.ru',
  answering_pin: '607',
  start_call_date: '1577450084',
  duration: 14,
  session_log: '0:el:123456789;0:ru:admin;7:ct:admin;9:cc:admin;14:cd:admin;',
  is_voicemail: false,
  is_record: true,
  is_fax: false,
  status_code: '0',
  status_string: '',
};

/** A public sample of a callback: one leg logged, under the user's mobile. */
const CALLBACK = {
  ...INCOMING,
  call_type: 3,
  direction: 2,
  orig_number: 'sip:m1@testdomain.ru',
  orig_pin: '3',
  dest_number: 'sip:89123456789',
  duration: 8,
  session_log: '0:ct:89035037889;5:cc:89035037889;8:cd:89035037889;',
};

function read(info: object | null, result: unknown = 0) {
  return readCallInfo(parseAnswer(Buffer.from(JSON.stringify({ result, info }))), 'SD1');
}

const callback = (session_log: string, more: object = {}) =>
  read({ ...CALLBACK, state: 2, session_log, is_record: 'false', ...more });

test('tells the talk from the whole call, which counts the ringing too', () => {
  expect(read(INCOMING)).toEqual({
    sessionId: 'SD1',
    startedAt: new Date('2019-12-27T12:34:44Z'),
    talkSeconds: 5,
    failed: null,
    hasRecording: true,
  });
  expect(read(CALLBACK)).toMatchObject({ talkSeconds: 3, failed: null });
});

describe('a callback', () => {
  test('that both took has the talk of the visitor’s leg', () => {
    const both =
      '0:ct:olga;4:cc:olga;4:ct:79123456789;9:cc:79123456789;30:cd:79123456789;30:cd:olga;';
    expect(callback(both, { state: 1 })).toMatchObject({ talkSeconds: 21, failed: null });
  });

  test('that the operator did not take', () => {
    expect(callback('0:ct:olga;30:cd:olga;', { status_code: '480' })).toMatchObject({
      talkSeconds: null,
      failed: { leg: 'operator', cause: 'no_answer' },
      hasRecording: false,
    });
  });

  test('that the visitor did not take', () => {
    const half = '0:ct:olga;4:cc:olga;4:ct:89123456789;9:cd:89123456789;9:cd:olga;';
    expect(callback(half, { status_code: '486' })).toMatchObject({
      talkSeconds: null,
      failed: { leg: 'visitor', cause: 'busy' },
    });
  });

  test('whose visitor is not in the log counts as his failure when the operator was there', () => {
    expect(callback('0:ct:olga;4:cc:olga;30:cd:olga;')).toMatchObject({
      failed: { leg: 'visitor', cause: null },
    });
  });

  test('whose log says nothing leaves the leg open', () => {
    expect(callback('')).toMatchObject({ talkSeconds: null, failed: null });
    expect(callback('0:zz:olga;')).toMatchObject({ talkSeconds: null, failed: null });
  });

  test('that still goes on is not told', () => {
    expect(callback('0:ct:olga;4:cc:olga;', { state: 1 })).toBe('unknown');
  });
});

test.each([
  ['another result', INCOMING, 1],
  ['no info', null, 0],
])('%s is nothing known', (_, info, result) => {
  expect(read(info, result)).toBe('unknown');
  expect(readCallInfo(null, 'SD1')).toBe('unknown');
});

test('fields may be absent, numbers or strings', () => {
  expect(read({})).toMatchObject({ startedAt: null, talkSeconds: null, failed: null });
  expect(
    read({ ...INCOMING, state: '1', is_record: 'TRUE', start_call_date: 1577450084 }, '0'),
  ).toEqual(read(INCOMING));
});

test('any session log is read without throwing, entries in any number', () => {
  expect(readSessionLog('0:el:1;bad;3:cc:;7:xx:a:b;')).toEqual([
    { second: 0, code: 'el', party: '1' },
    { second: 3, code: 'cc', party: '' },
    { second: 7, code: 'xx', party: 'a:b' },
  ]);
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(readSessionLog(text))));
});
