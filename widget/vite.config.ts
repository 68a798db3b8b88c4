import { createHash } from 'node:crypto';
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

/** Built first, since the script knows it by its content. */
async function buildLater(): Promise<{ name: string; source: string }> {
  const built = await build({
    ...common,
    configFile: false,
    logLevel: 'error',
    build: {
      ...target,
      write: false,
      lib: { entry: 'later.ts', formats: ['es'], fileName: 'later' },
      // Vite leaves the white space of modules alone unless told.
      rolldownOptions: { output: { minify: true } },
    },
  });
  const [bundle] = [built].flat();
  const [chunk] = bundle && 'output' in bundle ? bundle.output : [];
  const source = chunk?.code ?? '';
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
