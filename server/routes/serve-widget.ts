import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import type { Embed } from '../../shared/wire.ts';
import { anyOrigin } from '../http/any-origin.ts';

/** `folder` is where the build puts the script and what it loads later. */
export type WidgetFiles = { folder: string; snippet: string; version: string };

const HOURLY = 'public, max-age=3600, stale-while-revalidate=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * `/widget.js` (revalidated every hour), the same bytes under a name that never changes
 * (`/widget-<version>-<hash>.js`), what it loads later, and `/v1/embed`, which tells the name that
 * never changes and its SRI hash.
 */
export function serveWidget(files: WidgetFiles, publicUrl: () => string): Router {
  const script = readFileSync(join(files.folder, 'widget.js'));
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 16);
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  const pinned = `/widget-${files.version}-${hash}.js`;
  const snippet = readFileSync(files.snippet, 'utf8').trim();
  const send = sender(script, `"${hash}"`);
  const router = Router();
  router.use(['/widget.js', pinned, '/widget-later-:hash.js', '/v1/embed'], anyOrigin);
  router.get('/widget.js', send(HOURLY));
  router.get(pinned, send(FOR_EVER));
  serveLater(router, files.folder);
  router.get('/v1/embed', (_request, response) => {
    const embed: Embed = {
      version: files.version,
      src: `${publicUrl()}${pinned}`,
      integrity,
      snippet: snippet.replace('https://relay.example', publicUrl()),
    };
    response.set('Cache-Control', 'no-cache').json(embed);
  });
  return router;
}

/** A page may still hold yesterday's script, which asks for a name of then: it gets today's. */
function serveLater(router: Router, folder: string) {
  for (const name of readdirSync(folder).filter((file) => file.startsWith('widget-later-'))) {
    const send = sender(readFileSync(join(folder, name)), `"${name}"`);
    router.get(`/${name}`, send(FOR_EVER));
    router.get('/widget-later-:hash.js', send('no-store'));
  }
}

/** Compressed once, as small as it gets: every page of every shop loads it. */
function sender(script: Buffer, etag: string) {
  const bodies = {
    br: brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    gzip: gzipSync(script, { level: 9 }),
  };
  return (cacheControl: string): RequestHandler =>
    (request: Request, response: Response) => {
      const encoding = request.acceptsEncodings('br', 'gzip');
      response
        .set({ 'Cache-Control': cacheControl, ETag: etag })
        .vary('Accept-Encoding')
        .type('text/javascript');
      if (encoding === 'br' || encoding === 'gzip') {
        response.set('Content-Encoding', encoding).send(bodies[encoding]);
      } else response.send(script);
    };
}
