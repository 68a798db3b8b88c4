import type { Kysely } from 'kysely';
import type { impersonalColumns } from './call-row.ts';
import { IS_LIVE, IS_WAITING } from './partial-indexes.ts';
import { prepared } from './prepared.ts';
import type { CallRow, Schema } from './schema.ts';

/** The queries of a call's life, each compiled once. */
type Id = { id: string };
type OfNumber = { site: string; phoneKey: string };
type OfQueue = { site: string; department: string | null };
const NULLABLE = ['department'] as const;

const byId = (db: Kysely<Schema>, id: string) =>
  db.selectFrom('calls').selectAll().where('id', '=', id);
export const waiting = (db: Kysely<Schema>) => db.selectFrom('calls').where(IS_WAITING);
const inQueue = (db: Kysely<Schema>, { site, department }: OfQueue) =>
  waiting(db)
    .where('site_id', '=', site)
    .where('department', department === null ? 'is' : '=', department);
const ofNumber = (db: Kysely<Schema>, { site, phoneKey }: OfNumber) =>
  db.selectFrom('calls').where('phone_key', '=', phoneKey).where('site_id', '=', site);

export const findCall = prepared((db, { id }: Id) => byId(db, id));
export const lockCall = prepared((db, { id }: Id) => byId(db, id).forUpdate());
export const lockFreeCall = prepared((db, { id }: Id) => byId(db, id).forUpdate().skipLocked());
export const insertCall = prepared((db, row: CallRow) => db.insertInto('calls').values(row));
export const saveCall = prepared((db, { id, ...row }: Id & ReturnType<typeof impersonalColumns>) =>
  db.updateTable('calls').set(row).where('id', '=', id),
);
export const dueIn = prepared(
  (db, { now, state, limit, ...queue }: OfQueue & { now: string; state: string; limit: number }) =>
    inQueue(db, queue)
      .select('id')
      .where('state', '=', state)
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit),
  NULLABLE,
);
export const nextDue = prepared((db, { now }: { now: string }) =>
  waiting(db).select('due_at').where('due_at', '>', now).orderBy('due_at').limit(1),
);
export const countAhead = prepared(
  (db, { dueAt, ...queue }: OfQueue & { dueAt: string }) =>
    inQueue(db, queue)
      .select((eb) => eb.fn.countAll<number | string>().as('ahead'))
      .where('state', '=', 'queued')
      .where('due_at', '<', dueAt),
  NULLABLE,
);
export const newestNamed = prepared((db, { phoneKey }: { phoneKey: string }) =>
  db
    .selectFrom('calls')
    .selectAll()
    .where('phone_key', '=', phoneKey)
    .where('visitor_name', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1),
);
export const liveCall = prepared((db, { exceptId, ...number }: OfNumber & { exceptId: string }) =>
  ofNumber(db, number).selectAll().where(IS_LIVE).where('id', '<>', exceptId),
);
export const countScheduled = prepared((db, number: OfNumber) =>
  ofNumber(db, number)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where(IS_WAITING)
    .where('state', '=', 'scheduled'),
);
type Window = { since: string; before: number };
export const nthOfSite = prepared((db, { site, since, before }: Window & { site: string }) =>
  db
    .selectFrom('calls')
    .select('created_at')
    .where('site_id', '=', site)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .offset(before)
    .limit(1),
);
export const nthOfNumber = prepared((db, { since, before, ...number }: Window & OfNumber) =>
  ofNumber(db, number)
    .select('created_at')
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .offset(before)
    .limit(1),
);
export const completedSince = prepared((db, { since, ...number }: OfNumber & { since: string }) =>
  ofNumber(db, number)
    .select('id')
    .where('outcome', '=', 'completed')
    .where('ended_at', '>', since)
    .limit(1),
);
