import type { Store } from './store/store.ts';

const HOUR_MS = 3_600_000;
const KEPT_MS = 24 * HOUR_MS;

/** Once an hour drops keys of requests and tokens of calls that nobody may use any more. */
export function startSweeping(
  store: Store,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    store.keys.sweep(new Date(now().getTime() - KEPT_MS)).catch(onError);
  }, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}
