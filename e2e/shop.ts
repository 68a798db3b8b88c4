import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SHOP_HOST } from './chromium.ts';

/** Somebody's page, on another origin than the relay. */
export type Shop = {
  origin: string;
  /** Serves a page that was made elsewhere, and tells its address. */
  serve(html: string): string;
  close(): void;
};

const SNIPPET = readFileSync(new URL('../public/snippet.html', import.meta.url), 'utf8').trim();

/** Serves pages that hold the very tag of `public/snippet.html`, pointed at the relay under test. */
export async function openShop(relayUrl: () => string): Promise<Shop> {
  const made = new Map<string, string>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    if (made.has(pathname)) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(made.get(pathname));
      return;
    }
    const site = searchParams.get('site') ?? 'shop';
    const tag = SNIPPET.replace('https://relay.example', relayUrl()).replace(
      'data-site="demo"',
      `data-site="${site}"`,
    );
    const policy = `default-src 'self'; script-src ${relayUrl()}; connect-src ${relayUrl()}; require-trusted-types-for 'script'`;
    if (pathname === '/strict') response.setHeader('Content-Security-Policy', policy);
    // Two places for the form, one of them with what the page says where no script runs.
    const inline = `<section data-ringlet-inline><a href="tel:+74951234567">Позвонить</a></section>
<section data-ringlet-inline></section>`;
    const tags = pathname === '/twice' ? `${tag}\n${tag}` : tag;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html>
<html lang="${searchParams.get('lang') ?? 'ru'}" dir="${searchParams.get('dir') ?? 'ltr'}">
<meta name="viewport" content="width=device-width">
<title>Тихий свет</title>
<header><h1>Тихий свет</h1></header>
<main><p>Лампы ручной работы.</p><a href="/other?site=${site}">Дальше</a> <button data-ringlet-open>Позвоните мне</button>${pathname === '/inline' ? inline : ''}</main>
${tags}
</html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://${SHOP_HOST}:${port}`;
  return {
    origin,
    serve(html) {
      const path = `/made/${made.size}`;
      made.set(path, html);
      return origin + path;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
