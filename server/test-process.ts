import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
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

/** A port that was free a moment ago: a relay that is killed must come back to the same one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
