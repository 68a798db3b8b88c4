import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './zip-package.ts';

const LANGUAGES = ['en-gb', 'ru-ru', 'de-de'];
/** Where each generation of OpenCart looks for the same things. */
type Places = { own: string; library: string; admin: string; storefront: string; words: string };

const OPENCART_4: Places = {
  own: 'opencart4',
  library: 'system/library',
  admin: 'admin/view/javascript',
  storefront: 'catalog/view/javascript',
  words: 'admin/language/LANGUAGE/module/ringlet.php',
};
const OPENCART_3: Places = {
  own: 'opencart3',
  library: 'upload/system/library/ringlet',
  admin: 'upload/admin/view/javascript',
  storefront: 'upload/catalog/view/javascript',
  words: 'upload/admin/language/LANGUAGE/extension/module/ringlet.php',
};

/** Both extensions: what differs lies in a folder of its own, the rest is shared. */
export function opencartPackages(folder: string, licence: string): { v4: Files; v3: Files } {
  const make = (places: Places): Files =>
    new Map([
      ...ownFiles(join(folder, places.own)),
      ...sharedFiles(folder, places),
      ['LICENSE.txt', Buffer.from(licence)] as const,
    ]);
  return { v4: make(OPENCART_4), v3: make(OPENCART_3) };
}

function ownFiles(folder: string): [string, Buffer][] {
  return globSync('**/*.*', { cwd: folder }).map((file) => [
    file,
    readFileSync(join(folder, file)),
  ]);
}

function sharedFiles(folder: string, places: Places): [string, Buffer][] {
  const shared = (file: string) => readFileSync(join(folder, 'shared', file));
  return [
    [`${places.library}/settings.php`, shared('settings.php')],
    [`${places.library}/tag.php`, shared('tag.php')],
    [`${places.admin}/ringlet-test.js`, shared('ringlet-test.js')],
    [`${places.storefront}/ringlet.js`, shared('ringlet.js')],
    ...LANGUAGES.map((language): [string, Buffer] => [
      places.words.replace('LANGUAGE', language),
      readFileSync(join(folder, 'language', language, 'ringlet.php')),
    ]),
  ];
}
