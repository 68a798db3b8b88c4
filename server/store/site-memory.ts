import type { OwnerSite } from '../../shared/wire.ts';

/** For what was changed behind the relay's back, and where an announcement went astray. */
const KEPT_MS = 10_000;
const MOST_KEPT = 5_000;

/**
 * Sites are read with every step of every call and change once a month, so what was read is kept
 * until a change is announced.
 */
export type SiteMemory = {
  /** The site as it was read, or as `read` finds it; `null`: there is none. */
  recall(site: string, read: () => Promise<OwnerSite | null>): Promise<OwnerSite | null>;
  /** Without a name: everything. */
  forget(site?: string): void;
};

export function createSiteMemory(now: () => number = Date.now): SiteMemory {
  const kept = new Map<string, { site: OwnerSite | null; until: number }>();
  let changes = 0;
  return {
    async recall(name, read) {
      const known = kept.get(name);
      if (known && known.until > now()) return known.site;
      const changesBefore = changes;
      const site = await read();
      // Changed while it was being read: what came back may be from before.
      if (changes !== changesBefore) return site;
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(name, { site, until: now() + KEPT_MS });
      return site;
    },
    forget(name) {
      changes++;
      if (name === undefined) kept.clear();
      else kept.delete(name);
    },
  };
}
