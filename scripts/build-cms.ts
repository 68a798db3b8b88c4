import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packages } from '../cms/build/packages.ts';
import { zipPackage } from '../cms/build/zip-package.ts';

const OUT = 'dist/cms';

/** `npm run build:cms`: the packages that owners of WordPress, Bitrix and OpenCart upload. */
rmSync(OUT, { recursive: true, force: true });
for (const { name, files } of packages()) {
  const place = join(OUT, name);
  const zip = zipPackage(files);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, zip);
  process.stdout.write(`${place}: ${zip.length} bytes, ${files.size} files\n`);
}
