import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

/** Executables that Playwright drives; `null` when it cannot be had here. */
export type Browsers = { chromium: string | null; firefox: string | null };

const NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  firefox: ['firefox-esr', 'firefox'],
};
const MAC_PLACES = {
  chromium: [
    '/Applications/Google Chrome.app/Contents/MacOS',
    '/Applications/Chromium.app/Contents/MacOS',
  ],
  firefox: ['/Applications/Firefox.app/Contents/MacOS'],
};
const PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' };
type Name = keyof Browsers;

/**
 * Finds the browsers of this machine, and installs the missing ones where apt can do it. The
 * variables `CHROMIUM` and `FIREFOX` name other executables.
 */
export async function findBrowsers(): Promise<Browsers> {
  const names = Object.keys(PACKAGES) as Name[];
  const missing = names.filter((name) => find(name) === null);
  if (missing.length > 0) await install(missing.map((name) => PACKAGES[name]));
  return { chromium: find('chromium'), firefox: find('firefox') };
}

function find(name: Name): string | null {
  const named = process.env[name.toUpperCase()];
  if (named) return isExecutable(named) ? named : null;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...MAC_PLACES[name]];
  const files = [...NAMES[name], 'Google Chrome', 'Chromium'];
  const places = folders.flatMap((folder) => files.map((file) => join(folder, file)));
  const suits = (place: string) =>
    NAMES[name].some((file) => place.endsWith(file)) ||
    MAC_PLACES[name].some((folder) => place.startsWith(folder));
  return places.find((place) => suits(place) && isExecutable(place)) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(packages: string[]): Promise<void> {
  process.stdout.write(`Installing ${packages.join(' and ')} through apt ...\n`);
  const isRoot = process.getuid?.() === 0;
  const apt = (...args: string[]) =>
    isRoot
      ? run('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' })
      : run('sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
  await apt('update', '-qq');
  const code = await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  if (code !== 0) {
    process.stderr.write(
      `Please install ${packages.join(' and ')}, or name them in CHROMIUM and FIREFOX.\n`,
    );
  }
}
