import { readFileSync } from 'node:fs';

const PAGE_KB = 4;
const TICK_MS = 10;

/** What the kernel says that a process holds and has used; `null` where there is no `/proc`. */
export function processUse(pid: number | undefined): { residentKb: number; cpuMs: number } | null {
  try {
    const [resident = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8')
      .split(' ')
      .slice(1)
      .map(Number);
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
    return { residentKb: resident * PAGE_KB, cpuMs: (user + system) * TICK_MS };
  } catch {
    return null;
  }
}
