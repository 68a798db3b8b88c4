import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { build, type Plugin, type UserConfig } from 'vite';

const here = import.meta.dirname;

const common = {
  root: here,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  // render.ts tells why: Preact as far as it is used here.
  resolve: {
    alias: { 'preact/jsx-runtime': `${here}/render.ts`, preact: `${here}/render.ts` },
  },
} satisfies UserConfig;

const target = {
  target: 'es2020',
  // Older targets turn logical properties into `:lang()` lists that do not know `dir`.
  cssTarget: ['chrome111', 'firefox114', 'safari16.4'],
};

const LENT = '\0lent:';

/**
 * Takes what `lent.ts` imports from the script that is there already, by its place in that list;
 * the rest of those modules comes along.
 */
function borrow(): Plugin {
  const text = readFileSync(`${here}/lent.ts`, 'utf8');
  const imports = [...text.matchAll(/^import \{(.+)\} from '(.+)'/gm)];
  const order = imports.map(([, list = '']) => list.trim()).join(', ');
  const given = text.split('lent = [')[1]?.match(/\w+/g)?.join(', ');
  if (given !== order) throw new Error('widget/lent.ts: not in the order of its imports');
  const names = new Map(imports.map(([, list = '', file = '']) => [resolve(here, file), list]));
  return {
    name: 'borrow',
    enforce: 'pre',
    resolveId(path, importer = '') {
      if (path === LENT) return LENT;
      const file = resolve(dirname(importer), path);
      if (names.has(file)) return importer.startsWith(LENT) ? file : LENT + file;
      return undefined;
    },
    load(id) {
      if (!id.startsWith(LENT)) return undefined;
      if (id === LENT) return `export const [${order}] = lent;`;
      const file = id.slice(LENT.length);
      return `export * from '${file}'; export {${names.get(file)}} from '${LENT}';`;
    },
  };
}

/**
 * Built first, since the script knows it by its content. A module with one function, which is
 * given what it borrows and gives what `later.ts` exports.
 */
async function buildLater(): Promise<{ name: string; source: string }> {
  const built = await build({
    ...common,
    configFile: false,
    logLevel: 'error',
    plugins: [borrow()],
    build: {
      ...target,
      write: false,
      lib: { entry: 'later.ts', formats: ['iife'], name: 'later', fileName: 'later' },
    },
  });
  const [bundle] = [built].flat();
  const [chunk] = bundle && 'output' in bundle ? bundle.output : [];
  const source = `export default lent=>{${chunk?.code.trim() ?? ''}return later}`;
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return { name: `widget-later-${hash}.js`, source };
}

/** One script for the page, and what it loads when the card is opened. */
export default async function config(): Promise<UserConfig> {
  const later = await buildLater();
  const emitLater: Plugin = {
    name: 'later',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: later.name, source: later.source });
    },
  };
  return {
    ...common,
    define: { LATER: JSON.stringify(`/${later.name}`) },
    plugins: [emitLater],
    build: {
      ...target,
      outDir: '../dist/widget',
      emptyOutDir: true,
      copyPublicDir: false,
      lib: { entry: 'main.ts', formats: ['iife'], name: 'Ringlet', fileName: () => 'widget.js' },
    },
  };
}
