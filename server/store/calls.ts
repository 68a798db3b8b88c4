import type { Kysely } from 'kysely';
import type { Call } from '../calls/call.ts';
import {
  completedSince,
  countAhead,
  countScheduled,
  dueIn,
  findCall,
  insertCall,
  liveCall,
  lockCall,
  lockFreeCall,
  newestNamed,
  nextDue,
  nthOfNumber,
  nthOfSite,
  saveCall,
  waiting,
} from './call-queries.ts';
import { impersonalColumns, toCall, toRow } from './call-row.ts';
import type { RowLocks } from './engine.ts';
import { IS_LIVE, IS_WAITING } from './partial-indexes.ts';
import { first } from './prepared.ts';
import type { CallRow, Schema } from './schema.ts';
import type { CallChange, CallTable } from './store.ts';

type Announce = (change: CallChange) => void;
export function callTable(db: Kysely<Schema>, announce: Announce, locks: RowLocks): CallTable {
  const [lock, lockIfFree] = locks.locksRows ? [lockCall, lockFreeCall] : [findCall, findCall];
  return {
    ...queries(db),
    find: async (id) => callOf(first(await findCall(db, { id }))),
    lock: async (id) => callOf(first(await lock(db, { id }))),
    lockIfFree: async (id) => callOf(first(await lockIfFree(db, { id }))),
    async insert(call) {
      await insertCall(db, toRow(call));
      announce(changeOf(call));
    },
    async save(call) {
      await saveCall(db, { id: call.id, ...impersonalColumns(call) });
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

const callOf = (row: CallRow | null) => (row === null ? null : toCall(row));

type Queries = Omit<CallTable, 'find' | 'lock' | 'lockIfFree' | 'insert' | 'save' | 'saveComment'>;

function queries(db: Kysely<Schema>): Queries {
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
    async dueIn(queue, at, limit) {
      const now = at.toISOString();
      const inState = async (state: 'queued' | 'scheduled') =>
        (await dueIn(db, { ...queue, now, state, limit: limit[state] })).rows;
      return [...(await inState('queued')), ...(await inState('scheduled'))].map(({ id }) => id);
    },
    async nextDue(now) {
      const row = first(await nextDue(db, { now: now.toISOString() }));
      return row && new Date(row.due_at);
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
    async position({ site, department, dueAt }) {
      const queue = { site, department, dueAt: dueAt.toISOString() };
      return Number(first(await countAhead(db, queue))?.ahead ?? 0) + 1;
    },
    newestNamedOf: async (phoneKey) => callOf(first(await newestNamed(db, { phoneKey }))),
    async unended() {
      const ids = (condition: typeof IS_LIVE) =>
        db.selectFrom('calls').select('id').where(condition);
      const rows = [...(await ids(IS_WAITING).execute()), ...(await ids(IS_LIVE).execute())];
      return [...new Set(rows.map(({ id }) => id))];
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
      let query = db
        .selectFrom('calls')
        .selectAll()
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
  return {
    async liveOf(site, phoneKey, exceptId) {
      return callOf(first(await liveCall(db, { site, phoneKey, exceptId: exceptId ?? '' })));
    },
    async countScheduled(site, phoneKey) {
      return Number(first(await countScheduled(db, { site, phoneKey }))?.count ?? 0);
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
      const window = { site, since: since.toISOString(), before: nth - 1 };
      const found = await (phoneKey === undefined
        ? nthOfSite(db, window)
        : nthOfNumber(db, { ...window, phoneKey }));
      const row = first(found);
      return row && new Date(row.created_at);
    },
    async completedSince(site, phoneKey, since) {
      const number = { site, phoneKey, since: since.toISOString() };
      return first(await completedSince(db, number)) !== null;
    },
  };
}
