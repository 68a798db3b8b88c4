import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Which folder may import from which (types included). Data flows one way: pages know the
 * agreement, routes know the domain, the domain knows two ports, and nobody knows the routes.
 */
const MAY_IMPORT: Record<string, string[]> = {
  shared: ['shared'],
  widget: ['widget', 'shared'],
  demo: ['demo', 'shared', 'server/demo', 'server/pbx/rostelecom/simulator'],
  'server/calls': [
    'server/calls',
    'shared',
    'server/new-id.ts',
    'server/pbx/pbx.ts',
    'server/store/store.ts',
  ],
  'server/pbx': ['server/pbx'],
  'server/store': [
    'server/store',
    'shared',
    'server/new-id.ts',
    'server/calls/call.ts',
    'server/pbx/pbx.ts',
  ],
  'server/sites': ['server/sites', 'server/calls', 'shared'],
  'server/status': [
    'server/event-stream.ts',
    'server/status',
    'server/sites',
    'server/calls',
    'shared',
    'server/store/store.ts',
  ],
  'server/http': [
    'server/http',
    'server/calls/refusal.ts',
    'server/store/is-store-failing.ts',
    'shared',
  ],
  'server/watch': [
    'server/watch',
    'server/calls',
    'server/pbx',
    'server/status/call-streams.ts',
    'server/store/store.ts',
  ],
  'server/demo': ['server/demo', 'server/event-stream.ts', 'server/pbx', 'shared'],
};
/** Pages are small because of this: they may name a type of the agreement, never its code. */
const TYPES_ONLY: Record<string, string[]> = { widget: ['shared'], demo: ['shared', 'server'] };
/** Tests may build what they test from real parts; the composition roots know everything. */
const FREE = [/\.test\.tsx?$/, /\/test-[a-z]+\.ts$/, /\.contract\.ts$/, /\/sample-call\.ts$/];
const IMPORT = /^(?:import|export)\s+(type\s)?[^;]*?from\s+'(\.[^']+)'/gm;

const sources = globSync('{shared,server,widget,demo}/**/*.{ts,tsx}').filter(
  (file) => !FREE.some((pattern) => pattern.test(file)),
);
const isIn = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);

/** Sentences about what is forbidden in a file's text; none when all is well. */
function faultsOf(file: string, text: string): string[] {
  const folder = Object.keys(MAY_IMPORT).find((name) => isIn(file, name));
  return [...text.matchAll(IMPORT)].flatMap(([, isType, path = '']) => {
    const target = normalize(join(dirname(file), path));
    if (folder === undefined) return [];
    const allowed = MAY_IMPORT[folder]?.some((name) => isIn(target, name));
    const page = TYPES_ONLY[folder]?.some((name) => isIn(target, name));
    if (!allowed) return [`${file} imports ${target}`];
    return page && !isType ? [`${file} imports more than types from ${target}`] : [];
  });
}

test('every folder imports only what it may', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.flatMap((file) => faultsOf(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test('nothing but the app imports routes', () => {
  const offenders = sources
    .filter((file) => !isIn(file, 'server/routes') && file !== 'server/app.ts')
    .filter((file) => /from '[^']*\/routes\//.test(readFileSync(file, 'utf8')));
  expect(offenders).toEqual([]);
});

test('the environment has one reader, and the widget one file that talks to the network', () => {
  const holders = (pattern: RegExp, folder: string) =>
    sources.filter((file) => isIn(file, folder) && pattern.test(readFileSync(file, 'utf8')));
  expect(holders(/process\.env/, 'server')).toEqual(['server/main.ts']);
  expect(holders(/\bfetch\(|new EventSource|XMLHttpRequest|sendBeacon/, 'widget')).toEqual([
    'widget/relay.ts',
  ]);
});

test('a forbidden import would be seen', () => {
  const planted = "import { createApp } from '../app.ts';\n";
  expect(faultsOf('server/calls/x.ts', planted)).toEqual([
    'server/calls/x.ts imports server/app.ts',
  ]);
  const code = "import { callView } from '../shared/wire.ts';\n";
  expect(faultsOf('widget/x.ts', code)).toEqual([
    'widget/x.ts imports more than types from shared/wire.ts',
  ]);
  expect(faultsOf('widget/x.ts', code.replace('import', 'import type'))).toEqual([]);
});

test('our own modules are never mocked', () => {
  const tests = globSync('{shared,server,widget,demo,scripts,cms,e2e}/**/*.{test,spec}.{ts,tsx}', {
    exclude: (entry) => entry === 'node_modules',
  });
  const call = new RegExp(String.raw`\bvi\.(mock|doMock)\(`);
  expect(tests.filter((file) => call.test(readFileSync(file, 'utf8')))).toEqual([]);
});
