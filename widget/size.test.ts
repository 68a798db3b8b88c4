import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';

/** Bytes on the wire, brotli 11: what every page of every shop pays, and what an opened card adds. */
const SCRIPT_BYTES = 10_060;
const LATER_BYTES = 8_192;

const weigh = (text: string): number =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

let script = '';
let later = '';

beforeAll(async () => {
  const configFile = `${import.meta.dirname}/vite.config.ts`;
  const built = await build({ configFile, logLevel: 'error', build: { write: false } });
  for (const file of (built as Rolldown.RolldownOutput[])[0]?.output ?? []) {
    if (file.type === 'chunk') script = file.code;
    else later = String(file.source);
  }
}, 60_000);

test('the script is within its budget', () => {
  expect(script).not.toBe('');
  expect(weigh(script)).toBeLessThanOrEqual(SCRIPT_BYTES);
});

test('what an opened card loads is within its budget', () => {
  expect(later).not.toBe('');
  expect(weigh(later)).toBeLessThanOrEqual(LATER_BYTES);
});

test('the README tells the true size', () => {
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
  expect(readme).toContain(`\`widget.js\` is ${weigh(script).toLocaleString('en')} bytes`);
});

test('the page gets neither a schema library nor a phone library', () => {
  for (const text of [script, later]) {
    expect(text).not.toMatch(/zod|ZodError|libphonenumber|nonGeographic/i);
    expect(text).not.toContain('sourceMappingURL');
  }
});
