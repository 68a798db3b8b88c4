import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Asked, type Generation, installed, openOpencart } from './open-opencart.ts';

const ROUTES = { 3: 'extension/module/ringlet', 4: 'extension/ringlet/module/ringlet' } as const;
const INSTALLERS = { 3: 'extension/extension/module', 4: 'extension/module' } as const;
const TEMPLATES = {
  3: 'upload/admin/view/template/extension/module/ringlet.twig',
  4: 'extension/ringlet/admin/view/template/module/ringlet.twig',
} as const;
const PAGE = '<html><body><p>Lamps</p></body></html>';
const TOKEN = { user_token: 'right-token' };
const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
const GOOD = {
  module_ringlet_status: '1',
  module_ringlet_relay: 'https://relay.shop.example/widget.js',
  module_ringlet_site: 'shop',
  module_ringlet_department: 'sales',
  module_ringlet_language: 'store',
  module_ringlet_checkout: '1',
  module_ringlet_prefill: '1',
};

/** OpenCart draws its templates with Twig and escapes nothing by itself; so does this. */
function drawn(generation: Generation, data: Record<string, unknown>): string {
  const packages = join(import.meta.dirname, '../../e2e/wordpress/package.json');
  const { twig } = createRequire(packages)('twig') as {
    twig(options: object): { render(data: object): string };
  };
  const template = Buffer.from(installed(generation).get(TEMPLATES[generation]) ?? []).toString();
  return twig({ data: template, autoescape: false, rethrow: true }).render(data);
}

describe.each([3, 4] as const)('OpenCart %i', (generation) => {
  const route = ROUTES[generation];
  const routeOf = (method: string) => route + (generation === 4 ? '.' : '/') + method;
  const admin = (method: string, more: Asked = {}): Asked => ({
    side: 'admin',
    route: method === 'index' ? route : routeOf(method),
    get: TOKEN,
    modify: [route, INSTALLERS[generation]],
    ...more,
  });
  const saving = (post: object, more: Asked = {}): Asked =>
    admin(generation === 4 ? 'save' : 'index', { post: post as Record<string, unknown>, ...more });
  const open = (...requests: Asked[]) => openOpencart(generation, { requests });

  test('installed, set up, shown in every page; uninstalled, gone', async () => {
    const stores = [{ store_id: 1, name: 'Outlet' }];
    const { answers, events, settings } = await openOpencart(generation, {
      stores,
      requests: [
        admin('install'),
        { page: PAGE },
        saving(GOOD),
        { page: PAGE },
        saving({ ...GOOD, module_ringlet_site: 'outlet' }, { get: { ...TOKEN, store_id: '1' } }),
        { page: PAGE, store: 1 },
        { page: PAGE, get: { route: 'checkout/checkout' } },
      ],
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ trigger: 'catalog/view/common/footer/after' });
    expect(answers[1]?.page).toBe(PAGE);
    expect(answers[3]?.page).toContain(
      '<script async src="https://relay.shop.example/widget.js" data-site="shop" data-department="sales" data-locale="en-gb"></script>',
    );
    expect(answers[3]?.page).toMatch(/ringlet\.js" data-customer="[^"]+"><\/script>\n<\/body>/);
    expect(answers[5]?.page).toContain('data-site="outlet"');
    expect(answers[6]?.page).toBe(PAGE);
    const after = await openOpencart(generation, {
      stores,
      events,
      settings,
      requests: [admin('uninstall'), { page: PAGE }],
    });
    expect(after.events).toEqual([]);
    expect(Object.values(after.settings).filter((codes) => 'module_ringlet' in codes)).toEqual([]);
    expect(after.answers[1]?.page).toBe(PAGE);
  });

  test('the form shows what is stored, in three languages', async () => {
    const languages = ['en-gb', 'ru-ru', 'de-de'];
    const forms = languages.map((language) => admin('index', { language }));
    const { answers } = await open(saving(GOOD), ...forms);
    const titles = answers.slice(1).map(({ view }) => {
      const html = drawn(generation, view?.data ?? {});
      expect(html).toContain('value="https://relay.shop.example"');
      expect(html).toContain('value="sales"');
      expect(html).not.toMatch(/(entry|help|text|button|error)_\w+/);
      return /id="button-test"[^>]*>([^<]+)/.exec(html)?.[1];
    });
    expect(titles).toEqual(['Test connection', 'Проверить связь', 'Verbindung prüfen']);
  });

  test('refuses wrong fields, each with its words, and stores nothing', async () => {
    const post = Object.fromEntries(Object.keys(GOOD).map((name) => [name, HOSTILE]));
    const { answers, settings } = await open(saving(post));
    const [answer] = answers;
    const told = answer?.output ?? '';
    const words =
      generation === 4
        ? (JSON.parse(told) as { error: Record<string, string> }).error
        : Object.fromEntries(
            ['relay', 'site', 'department'].map((name) => [
              name,
              answer?.view?.data[`error_${name}`],
            ]),
          );
    for (const name of ['relay', 'site', 'department']) expect(words[name]).toBeTruthy();
    expect(settings).toEqual({});
    if (generation === 3) {
      const html = drawn(generation, answer?.view?.data ?? {});
      expect(html).not.toMatch(/<script>alert|<img src=x/);
    }
  });

  test.each([
    ['without a token', { get: {} }],
    ['with a wrong token', { get: { user_token: 'wrong' } }],
    ['with an array for a token', { get: { user_token: ['right-token'] } }],
    ['from a user without the right', { modify: [] }],
  ] as [string, Asked][])('refuses a form %s', async (_, more) => {
    const { answers, settings } = await open(saving(GOOD, more));
    const [answer] = answers;
    expect(answer?.output + JSON.stringify(answer?.view)).toContain('do not have permission');
    expect(answer?.redirect).toBeNull();
    expect(settings).toEqual({});
  });

  test('is not installed or removed by a user without the right', async () => {
    const modify = { modify: [route] };
    const { events } = await open(admin('install', modify));
    expect(events).toEqual([]);
    const kept = await open(admin('install'), admin('uninstall', modify));
    expect(kept.events).toHaveLength(1);
  });

  test('what is stored past the form comes out escaped', async () => {
    const stored = Object.fromEntries(Object.keys(GOOD).map((name) => [name, HOSTILE]));
    const settings = { 0: { module_ringlet: { ...stored, module_ringlet_status: '1' } } };
    const requests = [admin('install'), { page: PAGE }, admin('index')];
    const { answers } = await openOpencart(generation, {
      requests,
      settings,
      stores: [{ store_id: 1, name: HOSTILE }],
    });
    const html = drawn(generation, answers[2]?.view?.data ?? {});
    for (const text of [answers[1]?.page ?? '', html]) {
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toMatch(/<script>alert|<img src=x/);
      expect(text).not.toContain(`"'>`);
    }
  });

  test('settings of another kind leave the page as it was', async () => {
    const settings = {
      0: { module_ringlet: { module_ringlet_status: ['1'], module_ringlet_relay: { a: 1 } } },
    };
    const requests = [admin('install'), { page: PAGE }];
    const { answers } = await openOpencart(generation, { requests, settings });
    expect(answers[1]?.page).toBe(PAGE);
  });

  test('tells a number to our own script for a signed-in customer, and to nobody else', async () => {
    const customer = { telephone: '+7 912 345-67-89', firstname: 'Анна &amp; Co' };
    const server = { HTTP_X_REQUESTED_WITH: 'XMLHttpRequest' };
    const asking: Asked = { side: 'catalog', route: routeOf('customer') };
    const off = { ...GOOD, module_ringlet_prefill: '0' };
    const { answers } = await open(
      admin('install'),
      saving(GOOD),
      { ...asking, customer, server },
      { ...asking, server },
      { ...asking, customer },
      { page: PAGE, customer },
      saving(off),
      { ...asking, customer, server },
      { page: PAGE, customer },
    );
    expect(JSON.parse(answers[2]?.output ?? '')).toEqual({
      phone: '+7 912 345-67-89',
      name: 'Анна & Co',
    });
    expect(answers[2]?.headers).toContain('Cache-Control: no-store, private');
    expect(answers[3]?.output).toBe('{}');
    expect(answers[4]?.output).toBe('{}');
    expect(answers[5]?.page).not.toContain('912');
    expect(answers[7]?.output).toBe('{}');
    expect(answers[8]?.page).not.toContain('ringlet.js');
  });
});
