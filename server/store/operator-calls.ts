import type { Kysely } from 'kysely';
import type { OperatorCall } from '../calls/call.ts';
import type { RowLocks } from './engine.ts';
import { IS_UNENDED, IS_WANTED } from './partial-indexes.ts';
import type { OperatorCallRow, Schema } from './schema.ts';
import type { OperatorCallTable } from './store.ts';

export function operatorCallTable(db: Kysely<Schema>, locks: RowLocks): OperatorCallTable {
  const byId = (sessionId: string) =>
    db.selectFrom('operator_calls').selectAll().where('session_id', '=', sessionId);
  return {
    ...questions(db),
    ...rests(db),
    async find(sessionId) {
      const query = locks.locksRows ? byId(sessionId).forUpdate() : byId(sessionId);
      const row = await query.executeTakeFirst();
      return row ? toOperatorCall(row) : null;
    },
    async lock(fresh) {
      await db
        .insertInto('operator_calls')
        .values(toRow(fresh))
        .onConflict((oc) => oc.doNothing())
        .execute();
      const query = byId(fresh.sessionId);
      const locked = locks.locksRows ? query.forUpdate() : query;
      return toOperatorCall(await locked.executeTakeFirstOrThrow());
    },
    async save(call) {
      const { session_id, ...changes } = toRow(call);
      await db
        .updateTable('operator_calls')
        .set(changes)
        .where('session_id', '=', session_id)
        .execute();
    },
    async open(now) {
      const rows = await db
        .selectFrom('operator_calls')
        .selectAll()
        .where(IS_UNENDED)
        .where('lapses_at', '>', now.toISOString())
        .execute();
      return rows.map(toOperatorCall);
    },
    async sweep(before) {
      await db.deleteFrom('operator_calls').where('lapses_at', '<', before.toISOString()).execute();
    },
  };
}

type Questions = Pick<OperatorCallTable, 'askSoon' | 'toAsk' | 'claimAsk'>;

function questions(db: Kysely<Schema>): Questions {
  return {
    async askSoon(sessionIds, now) {
      await db
        .updateTable('operator_calls')
        .set({ ask_at: now.toISOString() })
        .where('session_id', 'in', [...sessionIds])
        .where(IS_UNENDED)
        .execute();
    },
    async toAsk(limit) {
      const rows = await db
        .selectFrom('operator_calls')
        .select('session_id')
        .where(IS_WANTED)
        .orderBy('ask_at')
        .limit(limit)
        .execute();
      return rows.map(({ session_id }) => session_id);
    },
    async claimAsk(sessionId, now) {
      const { numUpdatedRows } = await db
        .updateTable('operator_calls')
        .set({ ask_at: null, asked_at: now.toISOString() })
        .where('session_id', '=', sessionId)
        .where(IS_WANTED)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function rests(db: Kysely<Schema>): Pick<OperatorCallTable, 'rest' | 'restingSince'> {
  return {
    async rest(pins, now) {
      const since = now.toISOString();
      // One at a time and in one order, so that two relays never wait for each other.
      for (const pin of pins.toSorted()) {
        await db
          .insertInto('operator_rests')
          .values({ operator_pin: pin, since })
          .onConflict((oc) => oc.column('operator_pin').doUpdateSet({ since }))
          .execute();
      }
    },
    async restingSince(pins) {
      if (pins.length === 0) return new Map();
      const rows = await db
        .selectFrom('operator_rests')
        .selectAll()
        .where('operator_pin', 'in', [...pins])
        .execute();
      return new Map(rows.map(({ operator_pin, since }) => [operator_pin, new Date(since)]));
    },
  };
}

function toRow(call: OperatorCall): OperatorCallRow {
  return {
    session_id: call.sessionId,
    parties: JSON.stringify(call.parties),
    heard_at: call.heardAt.toISOString(),
    lapses_at: call.lapsesAt.toISOString(),
    ask_at: call.askAt?.toISOString() ?? null,
    asked_at: call.askedAt?.toISOString() ?? null,
    ended_at: call.endedAt?.toISOString() ?? null,
  };
}

const date = (text: string | null) => (text === null ? null : new Date(text));

function toOperatorCall(row: OperatorCallRow): OperatorCall {
  return {
    sessionId: row.session_id,
    parties: JSON.parse(row.parties),
    heardAt: new Date(row.heard_at),
    lapsesAt: new Date(row.lapses_at),
    askAt: date(row.ask_at),
    askedAt: date(row.asked_at),
    endedAt: date(row.ended_at),
  };
}
