import { expect, test } from 'vitest';
import { numberInfoAnswer, readNumberInfo } from './number-info.ts';

const read = (body: string) => readNumberInfo(Buffer.from(body));

test('reads the documented form and the article’s', () => {
  const documented =
    '{"domain":"test_domain.14.rt.ru","from_number":"74959561111","request_number":"74992222222"}';
  const article =
    '{"session_id":"SD1","timestamp":"2019-12-27 15:34:44.461","type":"incoming","state":"new","from_number":"sip:+74959561111@192.168.0.1","request_number":"sip:74951234567@192.168.0.1","request_pin":"607"}';
  expect(read(documented)).toEqual({ phone: '+74959561111' });
  expect(read(article)).toEqual({ phone: '+74959561111' });
});

test('a hidden number is nobody, a missing one is no request', () => {
  expect(read('{"from_number":"sip:anonymous@anonymous.invalid"}')).toEqual({ phone: null });
  expect(['{}', '', '[1]', '{"from_number":""}'].map(read)).toEqual([null, null, null, null]);
});

test('answers with what is known', () => {
  expect(numberInfoAnswer({ displayName: 'Анна, заказ 17', pin: '765' })).toEqual({
    result: '0',
    resultMessage: '',
    displayName: 'Анна, заказ 17',
    PIN: '765',
  });
  expect(numberInfoAnswer({ displayName: 'Анна' })).not.toHaveProperty('PIN');
  expect(numberInfoAnswer(null)).toMatchObject({ result: '1', displayName: null });
});
