import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Bench, expect, test } from './bench.ts';

const GUIDE = readFileSync(new URL('../cms/README.md', import.meta.url), 'utf8');
const SNIPPET = readFileSync(new URL('../public/snippet.html', import.meta.url), 'utf8').trim();
const TAG = /src="https:\/\/relay\.example\/widget\.js" data-site="demo"/;

/** What the guide tells to paste for a system. */
function pasted(system: string): string {
  const [, chapter = ''] = GUIDE.split(`### ${system}\n`);
  return /```\w+\n([\s\S]*?)```/.exec(chapter)?.[1]?.trim() ?? '';
}

/** A page of the shop with this in it, for the relay and the site under test. */
async function openPage(page: Page, html: string, { bench, site }: { bench: Bench; site: string }) {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  const body = html
    .replaceAll('https://relay.example', bench.relayUrl)
    .replaceAll(/(data-site(?:="|","|', '|: ))demo/g, `$1${site}`);
  await page.goto(bench.servePage(`<!doctype html>${body}`));
  return errors;
}

const launcher = (page: Page, name = 'Заказать обратный звонок') =>
  page.getByRole('button', { name });
const inBody = (tag: string) =>
  `<html lang="ru"><title>Тихий свет</title><body><main><p>Лампы</p></main>${tag}</body></html>`;

test('every chapter of the guide holds the tag', () => {
  expect(pasted('Plain HTML')).toBe(SNIPPET);
  for (const system of ['Plain HTML', 'Tilda', 'Shopify', 'Joomla'])
    expect(pasted(system)).toMatch(TAG);
  for (const system of ['Drupal', 'Next.js', 'Nuxt', 'Google Tag Manager'])
    expect(pasted(system)).toContain('https://relay.example/widget.js');
});

for (const system of ['Plain HTML', 'Joomla']) {
  test(`${system}: at the end of the page`, async ({ page, bench, site }) => {
    const errors = await openPage(page, inBody(pasted(system)), { bench, site });
    await expect(launcher(page)).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test('Tilda: in the head, a button with a link opens the card and leads nowhere', async ({
  page,
  bench,
  site,
}) => {
  const html = `<html lang="ru"><head><title>Тихий свет</title>${pasted('Tilda')}</head>
    <body><div id="allrecords"><a class="t-btn" href="#callme">Позвоните мне</a></div></body></html>`;
  const errors = await openPage(page, html, { bench, site });
  await expect(launcher(page)).toBeVisible();
  await page.getByRole('link', { name: 'Позвоните мне' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(page.url()).not.toContain('#');
  expect(errors).toEqual([]);
});

test('Shopify: in the language of the customer', async ({ page, bench, site }) => {
  const rendered = pasted('Shopify').replace('{{ request.locale.iso_code }}', 'de');
  await openPage(page, inBody(rendered), { bench, site });
  await expect(launcher(page, 'Rückruf anfordern')).toBeVisible();
});

test('Drupal: as its libraries are drawn', async ({ page, bench, site }) => {
  const [, src, attributes] =
    / (https:\S+):\s+\{ type: external, attributes: \{ (.+?) \} \}$/.exec(pasted('Drupal')) ?? [];
  const drawn = attributes
    ?.split(', ')
    .map((one) => one.split(': '))
    .map(([name, value]) => (value === 'true' ? name : `${name}="${value}"`))
    .join(' ');
  await openPage(page, inBody(`<script src="${src}" ${drawn}></script>`), { bench, site });
  await expect(launcher(page)).toBeVisible();
});

test('Next.js: as its component adds the script, after hydration', async ({
  page,
  bench,
  site,
}) => {
  const [, props = ''] = /<Script (.*?) \/>/.exec(pasted('Next.js')) ?? [];
  const attributes = [...props.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const add = `<script>
    addEventListener('load', () => {
      const tag = document.createElement('script');
      for (const [name, value] of ${JSON.stringify(attributes)}) {
        if (name !== 'strategy') tag.setAttribute(name, value);
      }
      tag.setAttribute('data-nscript', 'afterInteractive');
      document.body.appendChild(tag);
    });
  </script>`;
  await openPage(page, inBody(add), { bench, site });
  await expect(launcher(page)).toBeVisible();
});

test('Nuxt: as the server draws it; what the page is made of may change around it', async ({
  page,
  bench,
  site,
}) => {
  const code = pasted('Nuxt');
  expect(code).toMatch(/async: true,\s+'data-site': 'demo',\s+tagPosition: 'bodyClose'/);
  const [, src] = /src: '([^']+)'/.exec(code) ?? [];
  const html = `<html lang="ru"><body><div id="__nuxt"><p>Лампы</p></div>
    <script src="${src}" async data-site="demo"></script></body></html>`;
  await openPage(page, html, { bench, site });
  await expect(launcher(page)).toBeVisible();
  await page.evaluate(() => {
    const app = document.querySelector('#__nuxt');
    if (app) app.innerHTML = '<h1>Другая страница</h1><button data-ringlet-open>Связаться</button>';
    history.pushState({}, '', '/other');
  });
  await page.getByRole('button', { name: 'Связаться' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('Google Tag Manager: made by hand, from a script that is itself added late', async ({
  page,
  bench,
  site,
}) => {
  const [, code = ''] = /<script>([\s\S]*)<\/script>/.exec(pasted('Google Tag Manager')) ?? [];
  const late = `<script>
    setTimeout(() => {
      const tag = document.createElement('script');
      tag.text = ${JSON.stringify(code)};
      document.body.insertBefore(tag, document.body.firstChild);
    }, 200);
  </script>`;
  const errors = await openPage(page, inBody(late), { bench, site });
  await expect(launcher(page)).toBeVisible();
  expect(errors).toEqual([]);
});

test('an optimiser that holds scripts back and puts copies in their place', async ({
  page,
  bench,
  site,
}) => {
  const held = SNIPPET.replace('<script async src', '<script type="held" async data-src');
  const release = `<script>
    addEventListener('click', () => {
      const held = document.querySelector('script[type=held]');
      const copy = document.createElement('script');
      for (const { name, value } of held.attributes) {
        if (name !== 'type') copy.setAttribute(name === 'data-src' ? 'src' : name, value);
      }
      held.replaceWith(copy);
    }, { once: true });
  </script>`;
  const errors = await openPage(page, inBody(held + release), { bench, site });
  await expect(launcher(page)).toHaveCount(0);
  await page.getByText('Лампы').click();
  await expect(launcher(page)).toBeVisible();
  expect(errors).toEqual([]);
});

test('a loader that makes a module of it: nothing says any more which tag is running', async ({
  page,
  bench,
  site,
}) => {
  const module = SNIPPET.replace('<script async', '<script type="module" async');
  await openPage(page, inBody(module), { bench, site });
  await expect(launcher(page)).toBeVisible();
});
