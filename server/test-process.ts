import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The relay as its owner runs it: a process of its own, which can be killed. */
export type RelayProcess = {
  url: string;
  /** Everything it has printed so far. */
  output(): string;
  pid(): number | undefined;
  start(): Promise<void>;
  /** `kill -9`: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
};

const MAIN = join(import.meta.dirname, 'main.ts');

export function relayProcess(port: number, environment: Record<string, string>): RelayProcess {
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
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
    async start() {
      const env = { ...process.env, ...environment, PORT: String(port) };
      child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      }
      await untilHealthy(
        url,
        () => child?.exitCode ?? null,
        () => output,
      );
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

async function untilHealthy(url: string, exitCode: () => number | null, output: () => string) {
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
