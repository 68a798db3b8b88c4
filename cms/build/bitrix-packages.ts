import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWindows1251 } from './to-windows-1251.ts';
import type { Files } from './zip-package.ts';

/** Folder by which Bitrix knows the module. */
const MODULE = 'ringlet.call';
/** Folder that the marketplace wants; it takes Cyrillic letters in this encoding and turns them itself. */
const MARKETPLACE = '.last_version';

/**
 * The module twice: in UTF-8, to be put into `bitrix/modules/`, and in windows-1251, for the
 * marketplace and for sites that still are in this encoding.
 */
export function bitrixPackages(folder: string, licence: string): { utf8: Files; cp1251: Files } {
  const sources = globSync(['**/*.*', '**/.*.php', '**/.default/**/*.php'], { cwd: folder });
  const files = [...new Set(sources)].map(
    (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
  );
  const all = [...files, ['LICENSE.txt', licence] as const];
  return {
    utf8: new Map(all.map(([file, text]) => [`${MODULE}/${file}`, Buffer.from(text)])),
    cp1251: new Map(all.map(([file, text]) => [`${MARKETPLACE}/${file}`, toWindows1251(text)])),
  };
}
