import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bitrixPackages } from './bitrix-packages.ts';
import { opencartPackages } from './opencart-packages.ts';
import { wordpressPackage } from './wordpress-package.ts';
import type { Files } from './zip-package.ts';

const CMS = join(import.meta.dirname, '..');
const ROOT = join(CMS, '..');

/** What an owner uploads: where it is put under `dist/cms`, and what is in it. */
export type Package = { name: string; files: Files };

/** Every package, of the one version that `package.json` tells. */
export function packages(): Package[] {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const licence = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
  const opencart = opencartPackages(join(CMS, 'opencart'), licence);
  const bitrix = bitrixPackages(join(CMS, 'bitrix'), licence);
  return [
    {
      name: `ringlet-wordpress-${version}.zip`,
      files: wordpressPackage(join(CMS, 'wordpress'), version, licence),
    },
    { name: `ringlet-bitrix-${version}.zip`, files: bitrix.utf8 },
    { name: `ringlet-bitrix-${version}-marketplace.zip`, files: bitrix.cp1251 },
    // OpenCart takes the folder, and with it the names of the classes, from the name of the file.
    { name: 'opencart-4/ringlet.ocmod.zip', files: opencart.v4 },
    { name: 'opencart-3/ringlet.ocmod.zip', files: opencart.v3 },
  ];
}
