import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { CrashPoint } from './calls/crash-point.ts';

/** The relay as its owner runs it: a process of its own, which can be killed. */
export type RelayProcess = {
  url: string;
  /** Everything it has printed so far. */
  output(): string;
  pid(): number | undefined;
  start(crash?: { at: CrashPoint; passes: number }): Promise<void>;
  /** Resolves when it has died; `code` is `null` when it was by a signal. */
  death(): Promise<{ code: number | null }>;
  /** `kill -9`: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
};

const MAIN = join(import.meta.dirname, 'start.js');
/** Dies at the crash point that it is started with. */
const CRASHING = join(import.meta.dirname, 'test-entry.ts');

export function relayProcess(port: number, environment: Record<string, string>): RelayProcess {
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let death = Promise.resolve<{ code: number | null }>({ code: null });
  let output = '';
  const end = async (signal: NodeJS.Signals) => {
    const dying = child;
    child = null;
    if (dying === null || dying.exitCode !== null || dying.signalCode !== null)
      return dying?.exitCode ?? null;
    const exit = once(dying, 'exit');
    dying.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  };
  return {
    url,
    output: () => output,
    pid: () => child?.pid,
    async start(crash) {
      const env = {
        ...process.env,
        ...environment,
        PORT: String(port),
        ...(crash ? { CRASH_AT: crash.at, CRASH_PASSES: String(crash.passes) } : {}),
      };
      const born = spawn(process.execPath, [crash ? CRASHING : MAIN], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = born;
      // `close` comes after its last words have been read.
      death = once(born, 'close').then(([code]: (number | null)[]) => ({ code: code ?? null }));
      for (const stream of [born.stdout, born.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      }
      await untilHealthy(
        url,
        () => born.exitCode ?? born.signalCode,
        () => output,
      );
    },
    death: () => death,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

async function untilHealthy(
  url: string,
  exitCode: () => number | string | null,
  output: () => string,
) {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline && exitCode() === null) {
    const response = await fetch(`${url}/healthz`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the relay did not start:\n${output()}`);
}

/**
 * A free port for a relay that will be killed and come back to it: below those that the system
 * gives to outgoing connections, one of which might take it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
