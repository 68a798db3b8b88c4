import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../server/test-process.ts';
import { pause } from './figures.ts';

export type Floor = { url: string; pid: number | undefined; end(): void };

/** The bare handlers beside which the relay is measured. */
export async function startFloor(): Promise<Floor> {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-floor-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(import.meta.dirname, 'floor.ts');
  const child = spawn(process.execPath, [file, String(port), join(folder, 'f.db')]);
  while (!(await fetch(`${url}/healthz`).catch(() => null))) await pause(20);
  return {
    url,
    pid: child.pid,
    end() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
