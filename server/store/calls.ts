import type { Kysely } from 'kysely';
import type { Call } from '../calls/call.ts';
import { impersonalColumns, toCall, toRow } from './call-row.ts';
import type { RowLocks } from './engine.ts';
import { IS_LIVE, IS_WAITING } from './partial-indexes.ts';
import type { Schema } from './schema.ts';
import type { CallChange, CallTable } from './store.ts';

type Announce = (change: CallChange) => void;

export function callTable(db: Kysely<Schema>, announce: Announce, locks: RowLocks): CallTable {
  const byId = (id: string) => db.selectFrom('calls').selectAll().where('id', '=', id);
  return {
    ...queries(db),
    async find(id) {
      const row = await byId(id).executeTakeFirst();
      return row ? toCall(row) : null;
    },
    async lock(id) {
      const row = await (locks.locksRows ? byId(id).forUpdate() : byId(id)).executeTakeFirst();
      return row ? toCall(row) : null;
    },
    async lockIfFree(id) {
      const free = locks.locksRows ? byId(id).forUpdate().skipLocked() : byId(id);
      const row = await free.executeTakeFirst();
      return row ? toCall(row) : null;
    },
    async insert(call) {
      await db.insertInto('calls').values(toRow(call)).execute();
      announce(changeOf(call));
    },
    async save(call) {
      await db
        .updateTable('calls')
        .set(impersonalColumns(call))
        .where('id', '=', call.id)
        .execute();
      announce(changeOf(call));
    },
    async saveComment(id, comment) {
      await db.updateTable('calls').set({ comment }).where('id', '=', id).execute();
    },
  };
}

function changeOf({ id, seq, state, site, department }: Call): CallChange {
  return { callId: id, seq, state, queue: { site, department } };
}

const waiting = (db: Kysely<Schema>) => db.selectFrom('calls').where(IS_WAITING);

type Queries = Omit<CallTable, 'find' | 'lock' | 'lockIfFree' | 'insert' | 'save' | 'saveComment'>;

function queries(db: Kysely<Schema>): Queries {
  const calls = () => db.selectFrom('calls').selectAll();
  return {
    ...admissionQueries(db),
    ...waitQueries(db),
    async dueQueues(now) {
      const rows = await waiting(db)
        .select(['site_id', 'department'])
        .where('due_at', '<=', now.toISOString())
        .groupBy(['site_id', 'department'])
        .execute();
      return rows.map(({ site_id, department }) => ({ site: site_id, department }));
    },
    async dueIn({ site, department }, now, limit) {
      const inState = (state: 'queued' | 'scheduled') =>
        waiting(db)
          .select('id')
          .where('site_id', '=', site)
          .where('department', department === null ? 'is' : '=', department)
          .where('state', '=', state)
          .where('due_at', '<=', now.toISOString())
          .orderBy('due_at')
          .limit(limit[state])
          .execute();
      const rows = [...(await inState('queued')), ...(await inState('scheduled'))];
      return rows.map(({ id }) => id);
    },
    async nextDue(now) {
      const row = await waiting(db)
        .select('due_at')
        .where('due_at', '>', now.toISOString())
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      return row ? new Date(row.due_at) : null;
    },
    async waitingNow(now) {
      const rows = await waiting(db)
        .select(['state', (eb) => eb.fn.countAll<number | string>().as('count')])
        .select((eb) => eb.fn.min('due_at').as('oldest'))
        .where('due_at', '<=', now.toISOString())
        .groupBy('state')
        .execute();
      const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
      const [oldest] = rows.map((row) => row.oldest).toSorted();
      return {
        queued: of('queued'),
        scheduled: of('scheduled'),
        oldest: oldest === undefined ? null : new Date(oldest),
      };
    },
    async position(call) {
      const row = await db
        .selectFrom('calls')
        .select((eb) => eb.fn.countAll<number | string>().as('ahead'))
        .where('site_id', '=', call.site)
        .where('department', call.department === null ? 'is' : '=', call.department)
        .where(IS_WAITING)
        .where('state', '=', 'queued')
        .where('due_at', '<', call.dueAt.toISOString())
        .executeTakeFirstOrThrow();
      return Number(row.ahead) + 1;
    },
    async newestNamedOf(phoneKey) {
      const row = await calls()
        .where('phone_key', '=', phoneKey)
        .where('visitor_name', 'is not', null)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toCall(row) : null;
    },
    async idsOf(site, states) {
      const rows = await db
        .selectFrom('calls')
        .select('id')
        .where('site_id', '=', site)
        .where('state', 'in', [...states])
        .execute();
      return rows.map(({ id }) => id);
    },
    async list(filter) {
      let query = calls()
        .orderBy('id', 'desc')
        .limit(filter.limit + 1);
      if (filter.state) query = query.where('state', '=', filter.state);
      if (filter.outcome) query = query.where('outcome', '=', filter.outcome);
      if (filter.reason) query = query.where('reason', '=', filter.reason);
      if (filter.kind) query = query.where('kind', '=', filter.kind);
      if (filter.site) query = query.where('site_id', '=', filter.site);
      if (filter.from) query = query.where('created_at', '>=', new Date(filter.from).toISOString());
      if (filter.to) query = query.where('created_at', '<', new Date(filter.to).toISOString());
      if (filter.cursor) query = query.where('id', '<', filter.cursor);
      const rows = await query.execute();
      const page = rows.slice(0, filter.limit);
      const isLast = rows.length <= filter.limit;
      return { calls: page.map(toCall), nextCursor: isLast ? null : (page.at(-1)?.id ?? null) };
    },
  };
}

function waitQueries(db: Kysely<Schema>): Pick<CallTable, 'line' | 'queuesOf' | 'samples'> {
  const due = (site: string, now: Date) =>
    waiting(db)
      .where('site_id', '=', site)
      .where('state', '=', 'queued')
      .where('due_at', '<=', now.toISOString());
  return {
    async line({ site, department }, now, limit) {
      const rows = await due(site, now)
        .select(['id', 'due_at'])
        .where('department', department === null ? 'is' : '=', department)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ id, due_at }) => ({ id, dueAt: new Date(due_at) }));
    },
    async queuesOf(site, now) {
      const rows = await due(site, now)
        .select((eb) => [
          'department',
          eb.fn.countAll<number | string>().as('waiting'),
          eb.fn.min('due_at').as('oldest'),
        ])
        .groupBy('department')
        .execute();
      return rows.map((row) => ({
        department: row.department,
        waiting: Number(row.waiting),
        oldest: new Date(row.oldest),
      }));
    },
    async samples({ site, from, to, limit }) {
      const rows = await db
        .selectFrom('calls')
        .select(['department', 'state', 'outcome', 'wanted_now', 'waited_seconds', 'talk_seconds'])
        .where('site_id', '=', site)
        .where('created_at', '>=', from.toISOString())
        .where('created_at', '<', to.toISOString())
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        department: row.department,
        state: row.state as Call['state'],
        outcome: row.outcome as Call['outcome'],
        wantedNow: row.wanted_now === 1,
        waitedSeconds: row.waited_seconds,
        talkSeconds: row.talk_seconds,
      }));
    },
  };
}

function admissionQueries(
  db: Kysely<Schema>,
): Pick<CallTable, 'liveOf' | 'countScheduled' | 'scheduledIn' | 'nthNewest' | 'completedSince'> {
  const ofNumber = (site: string, phoneKey: string) =>
    db.selectFrom('calls').where('phone_key', '=', phoneKey).where('site_id', '=', site);
  return {
    async liveOf(site, phoneKey, exceptId): Promise<Call | null> {
      const row = await ofNumber(site, phoneKey)
        .selectAll()
        .where(IS_LIVE)
        .where('id', '<>', exceptId ?? '')
        .executeTakeFirst();
      return row ? toCall(row) : null;
    },
    async countScheduled(site, phoneKey) {
      const row = await ofNumber(site, phoneKey)
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .where(IS_WAITING)
        .where('state', '=', 'scheduled')
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async scheduledIn({ site, department }, { from, to }) {
      const rows = await waiting(db)
        .select(['id', 'due_at'])
        .where('site_id', '=', site)
        .where('department', department === null ? 'is' : '=', department)
        .where('state', '=', 'scheduled')
        .where('due_at', '>=', from.toISOString())
        .where('due_at', '<', to.toISOString())
        .execute();
      return rows.map(({ id, due_at }) => ({ id, at: new Date(due_at) }));
    },
    async nthNewest({ site, phoneKey, since, nth }) {
      let query = db
        .selectFrom('calls')
        .select('created_at')
        .where('site_id', '=', site)
        .where('created_at', '>', since.toISOString())
        .orderBy('created_at', 'desc')
        .offset(nth - 1)
        .limit(1);
      if (phoneKey !== undefined) query = query.where('phone_key', '=', phoneKey);
      const row = await query.executeTakeFirst();
      return row ? new Date(row.created_at) : null;
    },
    async completedSince(site, phoneKey, since) {
      const row = await ofNumber(site, phoneKey)
        .select('id')
        .where('outcome', '=', 'completed')
        .where('ended_at', '>', since.toISOString())
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
