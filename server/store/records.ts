import type { Kysely } from 'kysely';
import { nextId } from '../new-id.ts';
import type { PbxEvent } from '../pbx/pbx.ts';
import { prepared } from './prepared.ts';
import type { PbxEventRow, Schema, TimelineRowStored } from './schema.ts';
import type { PbxEventTable, TimelineRow, TimelineTable } from './store.ts';

const appendRow = prepared((db, row: TimelineRowStored) => db.insertInto('timeline').values(row));
const insertEvent = prepared((db, row: PbxEventRow) => db.insertInto('pbx_events').values(row));
const eventsOf = prepared((db, { attemptId }: { attemptId: string }) =>
  db.selectFrom('pbx_events').selectAll().where('attempt_id', '=', attemptId).orderBy('id'),
);

export function timelineTable(db: Kysely<Schema>): TimelineTable {
  return {
    async append(row) {
      await appendRow(db, {
        id: nextId(),
        call_id: row.callId,
        seq: row.seq,
        at: row.at.toISOString(),
        what: row.what,
        why: row.why,
        state: row.state,
        attempt_id: row.attemptId,
      });
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
      await insertEvent(db, {
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
      });
    },
    async ofAttempt(attemptId) {
      const { rows } = await eventsOf(db, { attemptId });
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
