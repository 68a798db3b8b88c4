import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { freePort } from '../../server/test-process.ts';

/**
 * `build`: name of the build in the package; `wordpress`, `php`: what the site must say itself;
 * `isThorough`: whether what does not depend on versions is looked at, too.
 */
export type Versions = { wordpress: string; build: string; php: string; isThorough?: true };

export type WordPress = {
  url: string;
  /** Where its files lie on this disk. */
  folder: string;
  /** What PHP and WordPress complained about. */
  log(): string;
  stop(): Promise<void>;
};

const HERE = import.meta.dirname;
const BUILDS = join(HERE, 'node_modules/@wp-playground/wordpress-builds');
const PLAYGROUND = join(HERE, 'node_modules/@wp-playground/cli/wp-playground.js');
const PATIENCE_MS = 90_000;

/** A fresh WordPress of its own, on a SQLite database, in PHP of the version asked for. */
export async function startWordPress({ build, php }: Versions): Promise<WordPress> {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-wordpress-'));
  unpack(build, folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const blueprint = `${folder}.json`;
  writeFileSync(blueprint, JSON.stringify(blueprintFor(php)));
  const child = spawn(
    process.execPath,
    [
      PLAYGROUND,
      'server',
      `--port=${port}`,
      `--php=${php}`,
      '--wordpress-install-mode=install-from-existing-files-if-needed',
      `--mount-before-install=${folder}:/wordpress`,
      `--blueprint=${blueprint}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const debugLog = join(folder, 'wp-content/debug.log');
  const site: WordPress = {
    url,
    folder,
    log: () => (existsSync(debugLog) ? readFileSync(debugLog, 'utf8') : ''),
    async stop() {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
      rmSync(blueprint, { force: true });
    },
  };
  const deadline = Date.now() + PATIENCE_MS;
  while (!output.includes('Ready!')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await site.stop();
      throw new Error(`WordPress did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return site;
}

/** Static files and PHP lie apart in the package; together they are the site. */
function unpack(build: string, folder: string) {
  cpSync(join(BUILDS, 'public', `wp-${build}`), folder, { recursive: true });
  const zip = readFileSync(join(BUILDS, 'src/wordpress', `wp-${build}.zip`));
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    const place = join(folder, path);
    if (path.endsWith('/')) continue;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content);
  }
  const plugins = join(folder, 'wp-content/mu-plugins');
  mkdirSync(plugins, { recursive: true });
  cpSync(join(HERE, 'probe.php'), join(plugins, 'probe.php'));
}

function blueprintFor(php: string) {
  return {
    // Without this the wish for a version of PHP is silently passed over.
    preferredVersions: { php, wp: 'latest' },
    steps: [
      {
        step: 'defineWpConfigConsts',
        consts: {
          WP_DEBUG: true,
          WP_DEBUG_LOG: true,
          WP_DEBUG_DISPLAY: false,
          // As with a page cache installed; it reads the drop-in once a test has put it there.
          WP_CACHE: true,
          // Update checks would wait for a network that tests must not need.
          WP_HTTP_BLOCK_EXTERNAL: true,
          WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
          DISABLE_WP_CRON: true,
        },
      },
    ],
  };
}
