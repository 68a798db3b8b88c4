import type { CallSample } from '../store/store.ts';

/** Fewer talks than that say nothing of the next one. */
const FEWEST_TALKS = 5;

/** What stands before a department at a moment. */
export type Line = {
  /** How many calls it can have under way: its operators, or the site's cap if that is less. */
  servers: number;
  /** Of those operators, how many are not on the phone. */
  free: number;
  /** Calls that are due and wait. */
  waiting: number;
  /** Since when the first of them waits. */
  oldest: Date | null;
};

/** Mean seconds of a talk, of the department where it has talked enough, else of its site. */
export function usualTalk(
  samples: readonly CallSample[],
  department: string | null,
): number | null {
  const talked = samples.filter(({ talkSeconds }) => talkSeconds !== null);
  const own = talked.filter((sample) => sample.department === department);
  const telling = own.length >= FEWEST_TALKS ? own : talked;
  if (telling.length < FEWEST_TALKS) return null;
  return telling.reduce((sum, { talkSeconds }) => sum + (talkSeconds ?? 0), 0) / telling.length;
}

/**
 * Seconds until somebody is free for this place in the line: a talk ends every `talk / servers`
 * seconds. 0 while somebody is free, `null` where nobody can tell.
 */
export function estimateWait(line: Line, position: number, talk: number | null): number | null {
  const ahead = position - line.free;
  if (line.servers > 0 && ahead <= 0) return 0;
  if (line.servers === 0 || talk === null) return null;
  return Math.round((talk * ahead) / line.servers);
}

/** Whether "now" would be a lie: by the estimate for who asks now, or by how long others wait already. */
export function isLongWait(
  line: Line,
  talk: number | null,
  { waitSeconds, now }: { waitSeconds: number; now: Date },
): boolean {
  const waited = line.oldest === null ? 0 : (now.getTime() - line.oldest.getTime()) / 1000;
  const estimate = estimateWait(line, line.waiting + 1, talk);
  return Math.max(estimate ?? 0, waited) > waitSeconds;
}
