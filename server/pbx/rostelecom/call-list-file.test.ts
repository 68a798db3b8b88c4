import * as fc from 'fast-check';
import { gzipSync, strToU8, zipSync, zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readCallListFile } from './call-list-file.ts';
import { readListedCall } from './call-list-row.ts';

const CALLBACK =
  'SD1;3;2;1;sip:olga@d.ru;666;sip:+79123456789;tgrp=gw1;trunk-context=rt.ru@192.0.2.1;sip:olga@d.ru;666;2026-11-23 13:00:05;31;FALSE;TRUE;FALSE;0;';
const MISSED =
  'SD2;3;2;2;sip:ivan@d.ru;703;sip:89123456789;;;2026-11-23 13:05:00;0;FALSE;FALSE;FALSE;486;Busy Here';
const COLUMNS_14 =
  'SD3,1,sip:+79123456789@192.0.2.1,,sip:74951234567,olga@d.ru,666,2026-11-23 13:10:00,14,0,1,0,0,';
const TEXT = [CALLBACK, MISSED].join('\r\n');

describe('readCallListFile', () => {
  test.each([
    ['a ZIP', zipSync({ 'list.csv': strToU8(TEXT) })],
    ['gzip', gzipSync(strToU8(TEXT))],
    ['zlib', zlibSync(strToU8(TEXT))],
    ['plain text', strToU8(TEXT)],
    ['text with a byte order mark', strToU8(`\uFEFF${TEXT}\r\n`)],
  ])('unpacks %s', (_, bytes) => {
    const rows = readCallListFile(bytes);
    expect(rows?.map((row) => row.length)).toEqual([16, 16]);
    expect(rows?.[0]?.[6]).toBe('sip:+79123456789;tgrp=gw1;trunk-context=rt.ru@192.0.2.1');
  });

  test('a list of nothing is a list; no bytes at all are none', () => {
    expect(readCallListFile(zipSync({ 'list.csv': new Uint8Array() }))).toEqual([]);
    expect(readCallListFile(gzipSync(new Uint8Array()))).toEqual([]);
    expect(readCallListFile(new Uint8Array())).toBeNull();
  });

  test('a heading is no call', () => {
    const heading =
      'session_id,call_type,orig_number,orig_pin,dest_number,answering_sipuri,answering_pin,start_call_date,duration,is_voicemail,is_record,is_fax,status_code,status_string';
    expect(readCallListFile(strToU8(`${heading}\n${COLUMNS_14}`))).toHaveLength(1);
  });

  test.each([
    ['HTML', '<html><body>File [12345.csv.z] not found</body></html>'],
    ['JSON', '{"result":"1","resultMessage":"Файл не готов"}'],
    ['some text', 'not ready yet'],
    ['a row cut in the middle', `${TEXT}\r\nSD4;3;2;1;sip:olg`],
  ])('%s is no list', (_, text) => {
    expect(readCallListFile(strToU8(text))).toBeNull();
  });

  test('an archive cut anywhere is no list', () => {
    for (const whole of [zipSync({ 'list.csv': strToU8(TEXT) }), gzipSync(strToU8(TEXT))]) {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
          expect(readCallListFile(whole.slice(0, length))).toBeNull();
        }),
      );
    }
  });

  test('any bytes are read without throwing', () => {
    const starts = fc.constantFrom([], [0x50, 0x4b, 3, 4], [0x1f, 0x8b, 8], [0x78, 0x9c], [0x7b]);
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(() => readCallListFile(Uint8Array.from([...start, ...rest]))).not.toThrow();
      }),
    );
  });
});

const read = (line: string) => readListedCall(readCallListFile(strToU8(line))?.[0] ?? []);

describe('readListedCall', () => {
  test('reads 16 columns', () => {
    expect(read(CALLBACK)).toEqual({
      sessionId: 'SD1',
      startedAt: new Date('2026-11-23T10:00:05Z'),
      phones: ['+79123456789'],
      users: ['olga', '666', 'olga', '666'],
      details: {
        sessionId: 'SD1',
        startedAt: new Date('2026-11-23T10:00:05Z'),
        talkSeconds: 31,
        failed: null,
        hasRecording: true,
      },
    });
    expect(read(MISSED)).toMatchObject({
      phones: ['+79123456789'],
      users: ['ivan', '703'],
      details: { talkSeconds: null, hasRecording: false },
    });
  });

  test('reads 14 columns, shifted or not', () => {
    const expected = {
      sessionId: 'SD3',
      startedAt: new Date('2026-11-23T10:10:00Z'),
      phones: ['+79123456789', '+74951234567'],
      details: { talkSeconds: 14, hasRecording: true },
    };
    expect(read(COLUMNS_14)).toMatchObject(expected);
    const shifted = COLUMNS_14.replace(',,sip:7495', ',sip:7495').replace(/,$/, ',,');
    expect(read(shifted)).toMatchObject(expected);
  });

  test('the start may be Unix seconds', () => {
    const unix = CALLBACK.replace('2026-11-23 13:00:05', '1795428005');
    expect(read(unix)?.startedAt).toEqual(new Date(1_795_428_005_000));
  });

  test('a row without a start or an id is not read', () => {
    expect(read(CALLBACK.replace('2026-11-23 13:00:05', 'soon'))).toBeNull();
    expect(read(CALLBACK.replace('SD1', ''))).toBeNull();
  });
});
