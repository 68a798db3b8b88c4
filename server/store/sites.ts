import type { Kysely, Selectable } from 'kysely';
import type { SiteSettings } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import type { OwnerSite } from '../../shared/wire.ts';
import { first, prepared } from './prepared.ts';
import type { Schema } from './schema.ts';
import type { SiteMemory } from './site-memory.ts';
import type { SiteTable } from './store.ts';

const findSite = prepared((db, { id }: { id: string }) =>
  db.selectFrom('sites').selectAll().where('removed_at', 'is', null).where('id', '=', id),
);

type Parts = {
  memory: SiteMemory;
  /** Forgets the site, and lets everybody know. */
  changed: (site: string) => Promise<void>;
};

export function siteTable(db: Kysely<Schema>, { memory, changed }: Parts): SiteTable {
  const present = () => db.selectFrom('sites').selectAll().where('removed_at', 'is', null);
  return {
    find: (site) =>
      memory.recall(site, async () => {
        const row = first(await findSite(db, { id: site }));
        return row && toSite(row);
      }),
    async list() {
      return (await present().orderBy('id').execute()).map(toSite);
    },
    async insert(site, now) {
      const at = now.toISOString();
      const values = {
        ...fromSite(site),
        version: 1,
        created_at: at,
        updated_at: at,
        removed_at: null,
      };
      // The name of a removed site may be used again; its old calls stay with it.
      const result = await db
        .insertInto('sites')
        .values({ id: site.site, ...values })
        .onConflict((oc) =>
          oc.column('id').doUpdateSet(values).where('sites.removed_at', 'is not', null),
        )
        .executeTakeFirst();
      await changed(site.site);
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    async replace(site, version, now) {
      const result = await db
        .updateTable('sites')
        .set({ ...fromSite(site), version: version + 1, updated_at: now.toISOString() })
        .where('id', '=', site.site)
        .where('version', '=', version)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      await changed(site.site);
      return result.numUpdatedRows > 0n;
    },
    async remove(site) {
      const result = await db
        .updateTable('sites')
        .set({ removed_at: new Date().toISOString() })
        .where('id', '=', site)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      await changed(site);
      return result.numUpdatedRows > 0n;
    },
  };
}

function fromSite(site: { name: string; origins: string[]; settings: unknown }) {
  return {
    name: site.name,
    origins: JSON.stringify(site.origins),
    settings: JSON.stringify(site.settings),
  };
}

function toSite(row: Selectable<Schema['sites']>): OwnerSite {
  return {
    site: row.id,
    name: row.name,
    origins: JSON.parse(row.origins),
    settings: settingsOf(row.settings),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Settings are read with every step of every call and change once a month. */
const PARSED = new Map<string, SiteSettings>();
const MOST_PARSED = 1_000;

/** Parsed, so that settings stored by an older version gain the new defaults. */
function settingsOf(text: string): SiteSettings {
  const known = PARSED.get(text);
  if (known) return known;
  const settings = siteSettings.parse(JSON.parse(text));
  if (PARSED.size >= MOST_PARSED) PARSED.clear();
  PARSED.set(text, settings);
  return settings;
}
