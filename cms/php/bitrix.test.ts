import { expect, test } from 'vitest';
import { type Asked, type Options, openBitrix } from './open-bitrix.ts';

const ADMIN = { user: { admin: true, right: 'W' }, sessid: 'right-token' };
const INSTALLED = {
  modules: ['ringlet.call'],
  events: { 'main:OnEpilog': ['ringlet.call', '\\Ringlet\\Call\\Page', 'addTagWhereWanted'] },
};
const GOOD = {
  active: 'Y',
  relay: 'https://Relay.Shop.example/widget.js',
  site: 'shop',
  department: 'sales',
  language: 'site',
  except: '/personal/order/*\n/auth/',
};
const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
const SITES = [
  { LID: 's1', NAME: 'Doors' },
  { LID: 's2', NAME: HOSTILE },
];

const saving = (ringlet: object, more: Partial<Asked> = {}): Asked => ({
  do: 'options',
  ...INSTALLED,
  user: { right: 'W' },
  admin: true,
  post: { Update: 'Save', sessid: 'right-token', ringlet },
  ...more,
});
const stored = (values: object): Options => ({ 'ringlet.call': { s1: { ...values } } });
const page = (more: Partial<Asked> = {}): Promise<{ strings: string[] }> =>
  openBitrix({
    do: 'page',
    ...INSTALLED,
    options: stored({ ...GOOD, relay: 'https://r.example' }),
    ...more,
  });

test('installed: one event, a component, a script; uninstalled: nothing', async () => {
  const { output, ...there } = await openBitrix({ do: 'install', ...ADMIN });
  expect(output).toMatch(/^Ringlet: обратный звонок\|\d+\.\d+\.\d+$/);
  expect(there).toMatchObject({ ...INSTALLED, thrown: null });
  expect(there.copied).toEqual([
    '/site/root/bitrix/components/ringlet',
    '/site/root/bitrix/js/ringlet.call',
  ]);
  const options = stored(GOOD);
  const { modules, events } = there;
  const after = await openBitrix({ do: 'uninstall', ...ADMIN, modules, events, options });
  expect(after).toMatchObject({ modules: [], events: {}, options: {} });
  expect(after.copied).toEqual(['-/bitrix/components/ringlet/call', '-/bitrix/js/ringlet.call']);
});

test.each([
  ['without its token', { ...ADMIN, sessid: '' }],
  ['by somebody who is no administrator', { ...ADMIN, user: { right: 'W' } }],
] as [string, Partial<Asked>][])('neither installs nor uninstalls %s', async (_, more) => {
  expect(await openBitrix({ do: 'install', ...more })).toMatchObject({ modules: [], events: {} });
  const kept = await openBitrix({ do: 'uninstall', ...INSTALLED, options: stored(GOOD), ...more });
  expect(kept).toMatchObject({ ...INSTALLED, options: stored(GOOD), copied: [] });
});

test('says on an old system why it is not installed', async () => {
  const { modules, thrown } = await openBitrix({ do: 'install', ...ADMIN, main: '20.0.0' });
  expect({ modules, thrown }).toEqual({ modules: [], thrown: expect.stringContaining('21.0.0') });
});

test('the options of each site are saved and shown again', async () => {
  const second = { ...GOOD, site: 'outlet', active: 'N' };
  const saved = await openBitrix(saving({ s1: GOOD, s2: second }, { sites: SITES }));
  expect(saved.options['ringlet.call']?.['s1']).toEqual({
    ...GOOD,
    relay: 'https://relay.shop.example',
  });
  expect(saved.options['ringlet.call']?.['s2']).toMatchObject({ site: 'outlet', active: 'N' });
  const { output } = await openBitrix({
    do: 'options',
    ...INSTALLED,
    user: { right: 'R' },
    admin: true,
    options: saved.options,
  });
  expect(output).toContain('value="https://relay.shop.example"');
  expect(output).toContain('name="sessid"');
  expect(output).toContain('<!-- rights -->');
  // Who may only look finds the buttons off.
  expect(output.match(/type="submit"[^>]* disabled/g)).toHaveLength(3);
});

test.each([
  ['without its token', { post: { Update: 'Save', ringlet: { s1: GOOD } } }],
  ['from a user who may only look', { user: { right: 'R' } }],
] as [string, Partial<Asked>][])('refuses the form %s, and says so', async (_, more) => {
  const { options, output } = await openBitrix(saving({ s1: GOOD }, more));
  expect(options).toEqual({});
  expect(output).toContain('Ничего не сохранено');
  const reset = { RestoreDefaults: 'x', ...(more.post ? {} : { sessid: 'right-token' }) };
  const asked = saving({}, { ...more, options: stored(GOOD), post: reset });
  expect((await openBitrix(asked)).options).toEqual(stored(GOOD));
});

test('shows nothing to a user without any right', async () => {
  const { output } = await openBitrix(saving({ s1: GOOD }, { user: { right: 'D' } }));
  expect(output).toBe('');
});

test('the defaults come back when asked for', async () => {
  const post = { RestoreDefaults: 'x', sessid: 'right-token' };
  const { options } = await openBitrix(saving({}, { post, options: stored(GOOD) }));
  expect(options).toEqual({ 'ringlet.call': { s1: [] } });
});

test('hostile fields are refused, shown escaped, and none of the form is saved', async () => {
  const hostile = Object.fromEntries(Object.keys(GOOD).map((name) => [name, HOSTILE]));
  const { options, output } = await openBitrix(saving({ s1: hostile, s2: GOOD }, { sites: SITES }));
  expect(options).toEqual({});
  expect(output).toContain('Doors: адрес реле');
  expect(output).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(output).not.toMatch(/<script>alert|<img src=x/);
  const mixed = await openBitrix(saving({ s1: { relay: ['x'], site: { a: 1 } } }));
  expect(mixed.options['ringlet.call']?.['s1']).toMatchObject({ relay: '', site: '', active: 'N' });
});

test('what is stored past the form comes out escaped', async () => {
  const options = stored({
    ...Object.fromEntries(Object.keys(GOOD).map((name) => [name, HOSTILE])),
    active: 'Y',
    language: 'site',
    except: '',
  });
  const { strings } = await page({ options });
  const form = await openBitrix({ do: 'options', ...INSTALLED, ...ADMIN, admin: true, options });
  for (const text of [strings.join(''), form.output]) {
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/<script>alert|<img src=x/);
  }
});

test('the tag is on pages of visitors, once, but not where the owner does not want it', async () => {
  const tag =
    '<script async src="https://r.example/widget.js" data-site="shop" data-department="sales" data-locale="ru" data-skip-moving="true"></script>';
  expect((await page()).strings).toEqual([tag]);
  const none: Partial<Asked>[] = [
    { path: '/personal/order/make/' },
    { path: '/auth/' },
    { admin: true },
    { editing: true },
    { options: stored({ ...GOOD, active: 'N' }) },
    { options: stored({ active: 'Y', relay: 'https://r.example' }) },
    { options: {} },
  ];
  for (const more of none) expect((await page(more)).strings).toEqual([]);
  expect((await page({ path: '/auth/form/' })).strings).toEqual([tag]);
});

test('the component brings form, button or link, and the script with it', async () => {
  const options = stored({ ...GOOD, relay: 'https://r.example', active: 'N' });
  const put = (params: object, more: Partial<Asked> = {}) =>
    openBitrix({ do: 'component', ...INSTALLED, options, params: { ...params }, ...more });
  const form = await put({});
  expect(form.output).toContain('data-ringlet-inline');
  expect(form.strings).toEqual([expect.stringContaining('data-site="shop" data-position="none"')]);
  const button = await put({ VIEW: 'button', LABEL: HOSTILE });
  expect(button.output).toContain('data-ringlet-open>&quot;');
  expect(button.output).not.toMatch(/<script>|<img|&amp;quot;/);
  expect((await put({ VIEW: 'link' })).output).toContain('Перезвоните мне</a>');
  expect((await put({ VIEW: 'other', LABEL: ['x'] })).output).toContain('data-ringlet-inline');
  // Together with the floating button it is still one script.
  expect(
    (await put({}, { options: stored({ ...GOOD, relay: 'https://r.example' }) })).strings,
  ).toHaveLength(1);
  const nowhere = await put({}, { options: {} });
  expect({ output: nowhere.output.trim(), strings: nowhere.strings }).toEqual({
    output: '',
    strings: [],
  });
  expect((await put({}, { editing: true })).output).toContain('увидят форму');
});

test('speaks Russian and English, in sites of both encodings', async () => {
  const describe = (more: Partial<Asked>) => openBitrix({ do: 'describe', ...more });
  expect((await describe({})).output).toBe('Обратный звонок|Форма|Кнопка|Ссылка');
  expect((await describe({ charset: 'windows-1251' })).output).toBe(
    'Обратный звонок|Форма|Кнопка|Ссылка',
  );
  expect((await describe({ language: 'en' })).output).toBe('Call back|Form|Button|Link');
  const form = await openBitrix({
    do: 'options',
    ...INSTALLED,
    ...ADMIN,
    admin: true,
    charset: 'windows-1251',
  });
  expect(form.output).toContain('Ключ АТС здесь не нужен');
});
