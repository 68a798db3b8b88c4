import { expect, test } from 'vitest';
import { readCallBack } from './call-back.ts';
import type { Exchange } from './exchange.ts';

const NONE = new Set<string>();

function answered(body: string, status = 200): Exchange {
  return { kind: 'answered', status, body: Buffer.from(body) };
}

test.each([
  ['"0"', 'accepted'],
  ['0', 'accepted'],
])('result %s with a session is a call', (result) => {
  const body = `{"result":${result},"resultMessage":"Операция выполнена успешно","session_id":"534dbe28"}`;
  expect(readCallBack(answered(body), NONE)).toEqual({ kind: 'accepted', sessionId: '534dbe28' });
});

test('a call may be accepted without an id', () => {
  expect(readCallBack(answered('{"result":"0"}'), NONE)).toEqual({
    kind: 'accepted',
    sessionId: null,
  });
});

test.each(['"-20"', '-20'])('result %s is the operator’s failure', (result) => {
  const body = `{"result":${result},"resultMessage":"Ошибка при попытке выполнения обратного вызова"}`;
  expect(readCallBack(answered(body), NONE).kind).toBe('operator_failed');
});

test('any other result is temporary without a session, uncertain with one', () => {
  expect(
    readCallBack(answered('{"result":"-1","resultMessage":"Домен заблокирован"}'), NONE),
  ).toEqual({
    kind: 'temporary',
    why: 'result -1: Домен заблокирован',
  });
  const testStand =
    '{"result":"1","resultMessage":"Операция выполнена успешно","session_id":"uuid"}';
  expect(readCallBack(answered(testStand), NONE)).toMatchObject({
    kind: 'uncertain',
    sessionId: 'uuid',
  });
});

test('a result that the owner declared final is a refusal', () => {
  const final = new Set(['17']);
  expect(readCallBack(answered('{"result":17}'), final)).toEqual({
    kind: 'refused',
    why: 'result 17',
  });
  expect(readCallBack(answered('{"result":17,"session_id":"x"}'), final).kind).toBe('uncertain');
});

test.each([401, 403, 429])('HTTP %i is a gateway that let nothing through', (status) => {
  expect(readCallBack(answered('<html>no</html>', status), NONE)).toEqual({
    kind: 'temporary',
    why: `HTTP ${status}`,
  });
});

test.each([
  ['empty', ''],
  ['HTML', '<html>502</html>'],
  ['half', '{"result":"0","sess'],
  ['no object', '"0"'],
  ['no result', '{"session_id":"x"}'],
  ['a result that is none', '{"result":{"code":0}}'],
])('an answer that is %s may hide a call', (_, body) => {
  const whatever = [200, 404, 500, 502].map((status) => readCallBack(answered(body, status), NONE));
  expect(whatever.map(({ kind }) => kind)).toEqual(Array(4).fill('uncertain'));
});

test('a server that failed is not believed, whatever it says', () => {
  const said = ['{"result":"-1"}', '{"result":"0","session_id":"x"}'].map((body) =>
    readCallBack(answered(body, 500), NONE),
  );
  expect(said).toEqual([
    { kind: 'uncertain', why: 'HTTP 500', sessionId: null },
    { kind: 'uncertain', why: 'HTTP 500', sessionId: 'x' },
  ]);
});

test('not delivered may be tried again, a lost answer may not', () => {
  const why = 'ECONNREFUSED';
  expect(readCallBack({ kind: 'not_delivered', why }, NONE)).toEqual({ kind: 'temporary', why });
  expect(readCallBack({ kind: 'answer_lost', why: 'no answer in 10000 ms' }, NONE)).toEqual({
    kind: 'uncertain',
    why: 'no answer in 10000 ms',
    sessionId: null,
  });
});
