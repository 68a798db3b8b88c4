import { spawn } from 'node:child_process';

/** Runs a program of this project and passes its output on; resolves with the exit code. */
export function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

export type Tally = { passed: number; failed: number };

/** One step of the tests that is either all right or not. */
export async function runCheck(
  name: string,
  command: string,
  args: readonly string[],
): Promise<Tally> {
  const begun = Date.now();
  const code = await run(command, args);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
