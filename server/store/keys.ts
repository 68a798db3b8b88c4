import type { Kysely } from 'kysely';
import { first, prepared } from './prepared.ts';
import type { Schema } from './schema.ts';
import type { KeyTable } from './store.ts';

const saveToken = prepared((db, row: Schema['call_tokens']) =>
  db.insertInto('call_tokens').values(row),
);
const holdsToken = prepared((db, { hash, callId }: { hash: string; callId: string }) =>
  db
    .selectFrom('call_tokens')
    .select('hash')
    .where('hash', '=', hash)
    .where('call_id', '=', callId),
);
const saveRequest = prepared((db, row: Schema['idempotency_keys']) => {
  const { site_id: _site, key: _key, ...values } = row;
  return db
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((oc) => oc.columns(['site_id', 'key']).doUpdateSet(values));
});
const findRequest = prepared((db, asked: { site: string; key: string; since: string }) =>
  db
    .selectFrom('idempotency_keys')
    .select(['call_id', 'fingerprint'])
    .where('site_id', '=', asked.site)
    .where('key', '=', asked.key)
    .where('created_at', '>', asked.since),
);

export function keyTable(db: Kysely<Schema>): KeyTable {
  return {
    async saveToken(hash, callId, now) {
      await saveToken(db, { hash, call_id: callId, created_at: now.toISOString() });
    },
    async holdsToken(hash, callId) {
      return first(await holdsToken(db, { hash, callId })) !== null;
    },
    async saveRequest(site, key, { fingerprint, callId }, now) {
      const created_at = now.toISOString();
      await saveRequest(db, { site_id: site, key, fingerprint, call_id: callId, created_at });
    },
    async findRequest(site, key, since) {
      const row = first(await findRequest(db, { site, key, since: since.toISOString() }));
      return row && { callId: row.call_id, fingerprint: row.fingerprint };
    },
    async sweep(before) {
      const moment = before.toISOString();
      await db.deleteFrom('idempotency_keys').where('created_at', '<', moment).execute();
      await db
        .deleteFrom('call_tokens')
        .where('call_id', 'in', (eb) =>
          eb.selectFrom('calls').select('id').where('ended_at', '<', moment),
        )
        .execute();
    },
  };
}
