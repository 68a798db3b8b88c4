import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Attempt } from '../calls/call.ts';
import {
  attemptBySession,
  countOpen,
  findAttempt,
  insertAttempt,
  nextCheck,
  openAttempt,
  openOperators,
  saveAttempt,
  silentAttempt,
} from './attempt-queries.ts';
import type { RowLocks } from './engine.ts';
import { IS_OPEN } from './partial-indexes.ts';
import { first } from './prepared.ts';
import type { AttemptRow, Schema } from './schema.ts';
import type { AttemptTable } from './store.ts';

export function attemptTable(db: Kysely<Schema>, locks: RowLocks): AttemptTable {
  const one = (row: AttemptRow | null) => row && toAttempt(row);
  return {
    ...schedule(db, locks),
    async insert(attempt) {
      await insertAttempt(db, toRow(attempt));
    },
    async save(attempt) {
      // The key of the number stays as it is: an erasure meanwhile must not be undone.
      const { call_id: _call, phone_key: _key, ...changes } = toRow(attempt);
      await saveAttempt(db, changes);
    },
    find: async (id) => one(first(await findAttempt(db, { id }))),
    async ofCall(callId) {
      const rows = await db
        .selectFrom('attempts')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('number')
        .execute();
      return rows.map(toAttempt);
    },
    openOf: async (callId) => one(first(await openAttempt(db, { callId }))),
    bySession: async (sessionId) => one(first(await attemptBySession(db, { sessionId }))),
    async silent({ operator, phoneKey, from, to }) {
      const window = { from: from.toISOString(), to: to.toISOString() };
      return one(first(await silentAttempt(db, { operator, phoneKey, ...window })));
    },
    async otherSessions({ id, phoneKey }) {
      const rows = await db
        .selectFrom('attempts')
        .select(['session_id', 'event_session_id'])
        .where('phone_key', '=', phoneKey)
        .where('id', '<>', id)
        .execute();
      return rows
        .flatMap((row) => [row.session_id, row.event_session_id])
        .filter((session) => session !== null);
    },
    async busyOperators() {
      return (await openOperators(db, {})).rows.map((row) => row.operator_pin);
    },
    async countOpenByState() {
      const rows = await db
        .selectFrom('attempts')
        .select(['state', (eb) => eb.fn.countAll<number | string>().as('count')])
        .where(IS_OPEN)
        .groupBy('state')
        .execute();
      const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
      return { intended: of('intended'), uncertain: of('uncertain'), placed: of('placed') };
    },
    async countOpen(site) {
      return Number(first(await countOpen(db, { site }))?.count ?? 0);
    },
  };
}

type Schedule = Pick<AttemptTable, 'claimChecks' | 'nextCheck' | 'resume' | 'askAgain'>;

function schedule(db: Kysely<Schema>, { locksRows }: RowLocks): Schedule {
  const checked = () =>
    db.selectFrom('attempts').where(IS_OPEN).where('check_at', 'is not', null).orderBy('check_at');
  const askAgain = async (now: Date) => {
    const result = await db
      .updateTable('attempts')
      .set({ check_at: now.toISOString(), checks: 0 })
      .where(IS_OPEN)
      .where('state', '<>', 'intended')
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  };
  return {
    askAgain,
    async claimChecks(now, until, limit) {
      const due = checked().select('id').where('check_at', '<=', now.toISOString()).limit(limit);
      const rows = await db
        .updateTable('attempts')
        .set({ check_at: until.toISOString(), state: NO_LONGER_INTENDED })
        .where('id', 'in', locksRows ? due.forUpdate().skipLocked() : due)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },
    async nextCheck() {
      const at = first(await nextCheck(db, {}))?.check_at;
      return at ? new Date(at) : null;
    },
    async resume(now) {
      await db
        .updateTable('attempts')
        .set({ state: 'uncertain' })
        .where('state', '=', 'intended')
        .execute();
      return askAgain(now);
    },
  };
}

const NO_LONGER_INTENDED = sql<string>`case state when 'intended' then 'uncertain' else state end`;

function toRow(attempt: Attempt): AttemptRow {
  return {
    id: attempt.id,
    call_id: attempt.callId,
    site_id: attempt.site,
    number: attempt.number,
    operator_pin: attempt.operator.pin,
    operator_name: attempt.operator.name,
    phone_key: attempt.phoneKey,
    state: attempt.state,
    asked_at: attempt.askedAt.toISOString(),
    session_id: attempt.sessionId,
    event_session_id: attempt.eventSessionId,
    check_at: attempt.checkAt?.toISOString() ?? null,
    checks: attempt.checks,
    ended_at: attempt.endedAt?.toISOString() ?? null,
    result: attempt.result,
  };
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    callId: row.call_id,
    site: row.site_id,
    number: row.number,
    operator: { pin: row.operator_pin, name: row.operator_name },
    phoneKey: row.phone_key,
    state: row.state as Attempt['state'],
    askedAt: new Date(row.asked_at),
    sessionId: row.session_id,
    eventSessionId: row.event_session_id,
    checkAt: row.check_at === null ? null : new Date(row.check_at),
    checks: row.checks,
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    result: row.result,
  };
}
