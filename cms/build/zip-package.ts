import { type Zippable, zipSync } from 'fflate';

/** Path in the package to content. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Unix: a plain file that everybody may read, and a folder with the mark that DOS knows it by. */
const UNIX = 3;
const FILE = 0o100644 << 16;
const FOLDER = (0o040755 << 16) | 0x10;

/** The same files give the same bytes, on every machine and in every time zone. */
export function zipPackage(files: Files): Uint8Array {
  // Zip knows no time zone: fflate writes the local hour, so this is midnight everywhere.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  // Some installers of OpenCart make only those folders that are named.
  for (const path of [...files.keys(), ...foldersOf(files)].toSorted()) {
    const content = files.get(path);
    entries[path] = content
      ? [content, { mtime, os: UNIX, attrs: FILE, level: 9 }]
      : [new Uint8Array(), { mtime, os: UNIX, attrs: FOLDER, level: 0 }];
  }
  return zipSync(entries);
}

function foldersOf(files: Files): Set<string> {
  const folders = [...files.keys()].flatMap((path) =>
    path
      .split('/')
      .slice(0, -1)
      .map((_, depth, parts) => `${parts.slice(0, depth + 1).join('/')}/`),
  );
  return new Set(folders);
}
