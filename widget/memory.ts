import type { Marks } from './call-flow.ts';

/** What a reload, or the next page of the shop, needs to show the same call again. No number. */
export type Remembered = {
  id: string;
  token: string;
  open: boolean;
  /** Relay's clock minus the page's, in milliseconds. */
  skew: number;
  marks: Marks;
  /** When the end was seen; forgotten a day later, when the token is void as well. */
  ended: number | false;
};
export type Memory = { read(): Remembered | null; write(what: Remembered | null): void };

/** Kept per site in `localStorage`; where that is blocked, the page simply remembers nothing. */
export function memoryOf(site: string): Memory {
  const key = `ringlet:${site}`;
  return {
    read() {
      try {
        const what = JSON.parse(localStorage[key] ?? 'null') as Remembered | null;
        return what?.ended && Date.now() - what.ended > 864e5 ? null : what;
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
