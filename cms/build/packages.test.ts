import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { packages } from './packages.ts';
import { zipPackage } from './zip-package.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const SNIPPET = read('public/snippet.html').trim();
const LIMIT_BYTES = 60_000;

const all = packages();
const textsOf = (name: string) =>
  [...(all.find((one) => one.name.startsWith(name))?.files ?? [])].map(
    ([path, content]) => [path, Buffer.from(content).toString()] as const,
  );
const textOf = (name: string, path: string) =>
  textsOf(name).find(([file]) => file.endsWith(path))?.[1] ?? '';

test('there is a package for each system', () => {
  expect(all.map(({ name }) => name.replace(version, 'VERSION'))).toEqual([
    'ringlet-wordpress-VERSION.zip',
    'ringlet-bitrix-VERSION.zip',
    'ringlet-bitrix-VERSION-marketplace.zip',
    'opencart-4/ringlet.ocmod.zip',
    'opencart-3/ringlet.ocmod.zip',
  ]);
});

describe.each(all)('$name', ({ name, files }) => {
  test('is the same bytes whenever and wherever it is built', () => {
    const zone = process.env['TZ'];
    const zip = Buffer.from(zipPackage(files));
    process.env['TZ'] = 'Asia/Tokyo';
    const again = packages().find((one) => one.name === name)?.files ?? new Map();
    const backwards = new Map([...again].toReversed());
    expect(Buffer.from(zipPackage(backwards)).equals(zip)).toBe(true);
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test('unpacks to its files', () => {
    const unpacked = Object.entries(unzipSync(zipPackage(files)));
    const plain = unpacked.filter(([path]) => !path.endsWith('/'));
    expect(plain.map(([path]) => path).toSorted()).toEqual([...files.keys()].toSorted());
    for (const [path, content] of plain)
      expect(Buffer.from(content).equals(files.get(path) ?? Buffer.from('?'))).toBe(true);
  });

  test('is small and holds no bundle, only the tag', () => {
    expect(zipPackage(files).length).toBeLessThan(LIMIT_BYTES);
    for (const [path, content] of files) {
      expect(path).not.toMatch(/widget[^/]*\.js$/);
      const text = Buffer.from(content).toString();
      expect(text).not.toMatch(/attachShadow|EventSource|adoptedStyleSheets/);
    }
  });

  test('has the tag of public/snippet.html, word for word, and once', () => {
    const tags = [...files.values()].flatMap(
      (content) =>
        Buffer.from(content)
          .toString()
          .match(/<script async .*?<\/script>/g) ?? [],
    );
    expect(tags).toEqual([SNIPPET]);
  });

  test('carries its licence and nothing that was left lying about', () => {
    const names = [...files.keys()];
    expect(names.some((file) => /licen[cs]e\.txt$/i.test(file))).toBe(true);
    expect(names.filter((file) => /\.(ts|map|log|zip|git\w*|DS_Store)$/.test(file))).toEqual([]);
  });
});

describe('one version', () => {
  test.each([
    ['ringlet-wordpress', 'ringlet/ringlet.php', /^ \* Version:\s+(\S+)$/m],
    ['ringlet-wordpress', 'ringlet/ringlet.php', /^const VERSION = '(.+)';$/m],
    ['ringlet-wordpress', 'readme.txt', /^Stable tag: (\S+)$/m],
    ['ringlet-wordpress', 'readme.txt', /^== Changelog ==\s+= (\S+) =$/m],
    ['ringlet-wordpress', 'readme.txt', /^== Upgrade Notice ==\s+= (\S+) =$/m],
    ['ringlet-wordpress', 'block/block.json', /"version": "(.+)"/],
    ['ringlet-wordpress', 'block/editor.asset.php', /'version'\s+=> '(.+)'/],
    ['ringlet-wordpress', 'languages/ringlet.pot', /^"Project-Id-Version: Ringlet (\S+)\\n"$/m],
    ['ringlet-bitrix', 'install/version.php', /'VERSION' => '(.+)'/],
    ['opencart-4', 'install.json', /"version": "(.+)"/],
  ] as const)('%s: %s', (name, path, pattern) => {
    expect(pattern.exec(textOf(name, path))?.[1]).toBe(version);
  });
});

describe('what the WordPress directory asks for', () => {
  const readme = textOf('ringlet-wordpress', 'readme.txt');
  const header = textOf('ringlet-wordpress', 'ringlet/ringlet.php');
  const field = (text: string, name: string) =>
    new RegExp(`^(?: \\* )?${name}:\\s+(.+)$`, 'm').exec(text)?.[1];

  test('readme and header say the same', () => {
    for (const name of ['Requires at least', 'Requires PHP', 'License', 'License URI'])
      expect(field(readme, name)).toBe(field(header, name));
    expect(field(header, 'Text Domain')).toBe('ringlet');
  });

  test('short description, tags and sections are within its limits', () => {
    const [, short = ''] = /^License URI: .+\n\n(.+)$/m.exec(readme) ?? [];
    expect(short.length).toBeGreaterThan(20);
    expect(short.length).toBeLessThanOrEqual(150);
    expect(field(readme, 'Tags')?.split(',').length).toBeLessThanOrEqual(5);
    for (const section of [
      'Description',
      'Installation',
      'Frequently Asked Questions',
      'Changelog',
    ])
      expect(readme).toContain(`== ${section} ==`);
    expect(readme).toContain('= External service =');
  });

  test('no file can be called by its address', () => {
    const php = textsOf('ringlet-wordpress').filter(([path]) => path.endsWith('.php'));
    expect(php.length).toBeGreaterThan(10);
    const guard = /defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/;
    expect(php.filter(([, text]) => !guard.test(text)).map(([path]) => path)).toEqual([]);
  });
});

test('no file of the Bitrix module can be called by its address', () => {
  const files = textsOf('ringlet-bitrix').filter(
    ([path]) =>
      /\/(options|template|class|\.description|\.parameters)\.php$/.test(path) &&
      !path.includes('/lang/'),
  );
  expect(files).toHaveLength(5);
  const guard = 'B_PROLOG_INCLUDED === true || die()';
  expect(files.filter(([, text]) => !text.includes(guard)).map(([path]) => path)).toEqual([]);
});
