/** figure, measured, floor or rival, what it must be */
export type Row = [figure: string, here: string, beside: string, must: string];

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** `p50, p99` of times in milliseconds. */
export const middleAndWorst = (times: readonly number[]) =>
  `${ms(median(times))}, ${ms(percentile(times, 0.99))}`;

export const pause = (forMs: number) => new Promise((resolve) => setTimeout(resolve, forMs));
