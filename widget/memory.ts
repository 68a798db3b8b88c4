import type { Marks } from './call-flow.ts';

/** What a reload, or the next page of the shop, needs to show the same call again. No number. */
export type Remembered = {
  id: string;
  token: string;
  open: boolean;
  /** Relay's clock minus the page's, in milliseconds. */
  skew: number;
  marks: Marks;
};
export type Memory = { read(): Remembered | null; write(what: Remembered | null): void };

/**
 * Kept per site in `localStorage`; where that is blocked, the page simply remembers nothing. A day
 * after its end the relay no longer knows the token, and the call is forgotten here as well.
 */
export function memoryOf(site: string): Memory {
  const key = `ringlet:${site}`;
  return {
    read() {
      try {
        return JSON.parse(localStorage[key] ?? null);
      } catch {
        return null;
      }
    },
    write(what) {
      try {
        if (what) localStorage[key] = JSON.stringify(what);
        else delete localStorage[key];
      } catch {}
    },
  };
}
