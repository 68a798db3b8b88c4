import { gunzipSync, inflateSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { parseJson } from './answer.ts';

/** Columns of a row, as text; how many and which depends on the vendor's node. */
export type Row = readonly string[];

/**
 * The file of `download_call_history`. The manual says gzip and commas; seen were ZIP and
 * semicolons, ZIP and commas, and HTML or JSON where the file was not ready. So the bytes decide,
 * not the headers. `null`: no file (not ready, refused, cut in the middle). An archive that holds
 * an empty list is a list; a body of no bytes at all is none.
 */
export function readCallListFile(body: Uint8Array): Row[] | null {
  const unpacked = unpack(body);
  if (unpacked === null) return null;
  const text = new TextDecoder().decode(unpacked.bytes).trim();
  if (!unpacked.wasPacked && isNoList(text)) return null;
  return readRows(text);
}

/** A month of a busy domain has some tens of megabytes. */
const LARGEST_LIST_BYTES = 256 * 1024 * 1024;
const AT_MOST = { maxOutputLength: LARGEST_LIST_BYTES };

type Unpacked = { bytes: Uint8Array; wasPacked: boolean };

function unpack(body: Uint8Array): Unpacked | null {
  const [first, second] = body;
  try {
    if (first === 0x50 && second === 0x4b) return { bytes: unzip(body), wasPacked: true };
    // Node's own: fflate believes the length at a file's end, gigabytes where the end is cut off.
    if (first === 0x1f && second === 0x8b)
      return { bytes: gunzipSync(body, AT_MOST), wasPacked: true };
    if (first === 0x78 && isZlib(body))
      return { bytes: inflateSync(body, AT_MOST), wasPacked: true };
    return { bytes: body, wasPacked: false };
  } catch {
    return null;
  }
}

function unzip(body: Uint8Array): Uint8Array {
  const files = Object.values(unzipSync(body, { filter: isSane }));
  if (files.length === 0) throw new Error('an archive without a file');
  return Buffer.concat(files);
}

function isSane({ originalSize }: { originalSize: number }): boolean {
  if (originalSize > LARGEST_LIST_BYTES) throw new Error('an archive of impossible size');
  return true;
}

/** RFC 1950: the first two bytes, read as one number, are a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first * 256 + second) % 31 === 0;
}

function isNoList(text: string): boolean {
  return text === '' || text.startsWith('<') || isJson(text);
}

function isJson(text: string): boolean {
  return text.startsWith('{') && parseJson(Buffer.from(text)) !== undefined;
}

/** SIP URI parameters stand unquoted in the rows; their semicolon separates no columns. */
const URI_PARAMETER = /;(?=(?:tgrp|trunk-context|phone-context|user|transport|cpc|isub|ext)=)/gi;
const MASK = '\u001F';
const COLUMN_COUNTS = new Set([16, 14]);

/** `null` when the text is not a list of calls in either known form. */
function readRows(text: string): Row[] | null {
  const masked = text.replaceAll(URI_PARAMETER, MASK);
  const [bySemicolon, byComma] = [split(masked, ';'), split(masked, ',')];
  const rows = [bySemicolon, byComma].find((way) => way?.every(isCallRow)) ?? null;
  return rows?.filter(([sessionId]) => sessionId?.toLowerCase() !== 'session_id') ?? null;
}

function isCallRow(row: Row): boolean {
  return COLUMN_COUNTS.has(row.length);
}

function split(masked: string, delimiter: string): Row[] | null {
  try {
    const rows: string[][] = parse(masked, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
    return rows.map((row) => row.map((cell) => cell.replaceAll(MASK, ';')));
  } catch {
    return null;
  }
}
