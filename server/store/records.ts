import type { Kysely } from 'kysely';
import { nextId } from '../new-id.ts';
import type { PbxEvent } from '../pbx/pbx.ts';
import type { Schema } from './schema.ts';
import type { KeyTable, PbxEventTable, TimelineRow, TimelineTable } from './store.ts';

export function timelineTable(db: Kysely<Schema>): TimelineTable {
  return {
    async append(row) {
      await db
        .insertInto('timeline')
        .values({
          id: nextId(),
          call_id: row.callId,
          seq: row.seq,
          at: row.at.toISOString(),
          what: row.what,
          why: row.why,
          state: row.state,
          attempt_id: row.attemptId,
        })
        .execute();
    },
    async ofCall(callId) {
      const rows = await db
        .selectFrom('timeline')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        callId: row.call_id,
        seq: row.seq,
        at: new Date(row.at),
        what: row.what,
        why: row.why,
        state: row.state as TimelineRow['state'],
        attemptId: row.attempt_id,
      }));
    },
    async nthNewest({ callId, what, since, nth }) {
      const row = await db
        .selectFrom('timeline')
        .select('at')
        .where('call_id', '=', callId)
        .where('what', '=', what)
        .where('at', '>', since.toISOString())
        .orderBy('id', 'desc')
        .offset(nth - 1)
        .limit(1)
        .executeTakeFirst();
      return row ? new Date(row.at) : null;
    },
  };
}

export function pbxEventTable(db: Kysely<Schema>): PbxEventTable {
  return {
    async insert(event, received) {
      await db
        .insertInto('pbx_events')
        .values({
          id: event.id,
          attempt_id: event.attemptId,
          session_id: event.sessionId,
          happened_at: event.at.toISOString(),
          received_at: received.at.toISOString(),
          step: event.step,
          operator_pin: event.operator,
          called: event.called ?? null,
          cause: event.cause,
          phone: event.phone,
          phone_key: received.phoneKey,
          raw: received.raw,
        })
        .execute();
    },
    async ofAttempt(attemptId) {
      const rows = await db
        .selectFrom('pbx_events')
        .selectAll()
        .where('attempt_id', '=', attemptId)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        sessionId: row.session_id,
        at: new Date(row.happened_at),
        step: row.step as PbxEvent['step'],
        operator: row.operator_pin,
        called: row.called as PbxEvent['called'] & (string | null),
        phone: row.phone,
        cause: row.cause as PbxEvent['cause'],
      }));
    },
  };
}

export function keyTable(db: Kysely<Schema>): KeyTable {
  return {
    async saveToken(hash, callId, now) {
      await db
        .insertInto('call_tokens')
        .values({ hash, call_id: callId, created_at: now.toISOString() })
        .execute();
    },
    async holdsToken(hash, callId) {
      const row = await db
        .selectFrom('call_tokens')
        .select('hash')
        .where('hash', '=', hash)
        .where('call_id', '=', callId)
        .executeTakeFirst();
      return row !== undefined;
    },
    async saveRequest(site, key, request, now) {
      const values = {
        fingerprint: request.fingerprint,
        call_id: request.callId,
        created_at: now.toISOString(),
      };
      await db
        .insertInto('idempotency_keys')
        .values({ site_id: site, key, ...values })
        .onConflict((oc) => oc.columns(['site_id', 'key']).doUpdateSet(values))
        .execute();
    },
    async findRequest(site, key, since) {
      const row = await db
        .selectFrom('idempotency_keys')
        .select(['call_id', 'fingerprint'])
        .where('site_id', '=', site)
        .where('key', '=', key)
        .where('created_at', '>', since.toISOString())
        .executeTakeFirst();
      return row ? { callId: row.call_id, fingerprint: row.fingerprint } : null;
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
