import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packages } from '../build/packages.ts';
import type { Files } from '../build/zip-package.ts';
import { runPhp } from './run-php.ts';

const VERSIONS = ['7.4', '8.0', '8.3', '8.5'];
const LINT = readFileSync(join(import.meta.dirname, 'lint.php'));
/** Compiling alone, for files that this process has only just written. */
const OPCACHE = ['opcache.enable=1', 'opcache.enable_cli=1', 'opcache.file_update_protection=0'];
const options = OPCACHE.flatMap((option) => ['-d', option]);

async function lint(version: string, files: Files) {
  const php = [...files.keys()].filter((file) => file.endsWith('.php'));
  const all = new Map([...files, ['lint.php', LINT]]);
  const paths = php.map((file) => `/site/${file}`);
  const said = await runPhp(version, all, [...options, '/site/lint.php', ...paths]);
  return { said, done: `done with ${php.length}\n`, count: php.length };
}

/** All packages beside each other. */
const ALL: Files = new Map(
  packages().flatMap(({ name, files }) =>
    [...files].map(([path, content]) => [`${name}/${path}`, content] as const),
  ),
);

describe.each(VERSIONS)('PHP %s', (version) => {
  test('has nothing to say about any file of any package', async () => {
    const { said, done, count } = await lint(version, ALL);
    expect(said).toBe(done);
    expect(count).toBeGreaterThan(60);
  });

  test('would say what is wrong with a file', async () => {
    const text = '<?php\nfunction f($a = 1, $b) {}\nenum X { case A; }\n';
    const { said, done } = await lint(version, new Map([['x.php', Buffer.from(text)]]));
    expect(said).not.toBe(done);
    expect(said).toMatch(version >= '8.1' ? /Deprecated: .*Optional parameter/ : /Parse error/);
  });
});
