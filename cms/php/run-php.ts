import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../build/zip-package.ts';

type Said = { id: number; said: string };

const PHP = join(import.meta.dirname, 'php.mjs');
/** One for all runs: most of a run's time would be its start. It ends with this process. */
let child: ChildProcess | undefined;
let runs = 0;

/** Runs PHP of a version with these files under `/site`, and gives what it printed. */
export async function runPhp(version: string, files: Files, args: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-php-'));
  try {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return await ask({ version, folder, args });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(run: { version: string; folder: string; args: string[] }): Promise<string> {
  const php = (child ??= fork(PHP));
  const id = (runs += 1);
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      php.off('message', hear).off('exit', fail);
      settle();
    };
    const hear = (answer: Said) => {
      if (answer.id === id) done(() => resolve(answer.said));
    };
    const fail = () => {
      child = undefined;
      done(() => reject(new Error('PHP died')));
    };
    php.on('message', hear).on('exit', fail);
    php.send({ id, ...run });
  });
}
