import { defineConfig } from 'vite';

/** One script, nothing beside it: the page pays for every byte of it. */
export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // render.ts tells why: Preact as far as it is used here.
  resolve: {
    alias: {
      'preact/jsx-runtime': `${import.meta.dirname}/render.ts`,
      preact: `${import.meta.dirname}/render.ts`,
    },
  },
  // Lib mode leaves this alone, and the page has no `process`.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: '../dist/widget',
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'es2020',
    // Older targets turn logical properties into `:lang()` lists that do not know `dir`.
    cssTarget: ['chrome111', 'firefox114', 'safari16.4'],
    lib: { entry: 'main.ts', formats: ['iife'], name: 'Ringlet', fileName: () => 'widget.js' },
  },
});
