import type { Kysely } from 'kysely';
import { IS_OPEN } from './partial-indexes.ts';
import { prepared } from './prepared.ts';
import type { AttemptRow, Schema } from './schema.ts';

/** The queries of an attempt's life, each compiled once. */
type Id = { id: string };

const open = (db: Kysely<Schema>) => db.selectFrom('attempts').where(IS_OPEN);

export const insertAttempt = prepared((db, row: AttemptRow) =>
  db.insertInto('attempts').values(row),
);
export const saveAttempt = prepared(
  (db, { id, ...row }: Omit<AttemptRow, 'call_id' | 'phone_key'>) =>
    db.updateTable('attempts').set(row).where('id', '=', id),
);
export const findAttempt = prepared((db, { id }: Id) =>
  db.selectFrom('attempts').selectAll().where('id', '=', id),
);
export const openAttempt = prepared((db, { callId }: { callId: string }) =>
  open(db).selectAll().where('call_id', '=', callId),
);
export const attemptBySession = prepared((db, { sessionId }: { sessionId: string }) =>
  db
    .selectFrom('attempts')
    .selectAll()
    .where((eb) =>
      eb.or([eb('session_id', '=', sessionId), eb('event_session_id', '=', sessionId)]),
    )
    .orderBy('asked_at', 'desc')
    .limit(1),
);
type Search = { operator: string; phoneKey: string; from: string; to: string };
export const silentAttempt = prepared((db, { operator, phoneKey, from, to }: Search) =>
  open(db)
    .selectAll()
    .where('phone_key', '=', phoneKey)
    .where('operator_pin', '=', operator)
    .where('event_session_id', 'is', null)
    .where('asked_at', '>=', from)
    .where('asked_at', '<=', to)
    .orderBy('asked_at', 'desc')
    .limit(1),
);
export const openOperators = prepared((db) => open(db).select('operator_pin'));
export const countOpen = prepared((db, { site }: { site: string }) =>
  open(db)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('site_id', '=', site),
);
export const nextCheck = prepared((db) =>
  open(db).select('check_at').where('check_at', 'is not', null).orderBy('check_at').limit(1),
);
