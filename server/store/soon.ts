/** A server that has vanished would be waited for without end. */
const PATIENCE_MS = 2_000;

/** Resolves with the promise, or when it has taken too long to matter; never rejects. */
export async function soon(promise: Promise<unknown>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  await Promise.race([promise, patience]).catch(() => undefined);
  clearTimeout(timer);
}
