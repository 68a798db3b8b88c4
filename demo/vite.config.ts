import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The demo page, built to `dist/demo/` and served by the relay at `/demo/` with `PBX=demo`. */
export default defineConfig({
  root: here('.'),
  base: '/demo/',
  publicDir: false,
  build: {
    outDir: here('../dist/demo'),
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy is `default-src 'self'`: a data: URL would be refused.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/demo/phones', '/demo/quirks', '/v1', '/widget'].map((path) => [
        path,
        'http://localhost:8080',
      ]),
    ),
  },
});
