import type { Store } from './store/store.ts';

const HOUR_MS = 3_600_000;
const KEPT_MS = 24 * HOUR_MS;

/** Once an hour drops what nobody needs any more: keys of requests, tokens of calls, operators' past calls. */
export function startSweeping(
  store: Store,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    const before = new Date(now().getTime() - KEPT_MS);
    store.keys.sweep(before).catch(onError);
    store.operatorCalls.sweep(before).catch(onError);
  }, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}
