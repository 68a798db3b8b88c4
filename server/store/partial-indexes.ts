import { sql } from 'kysely';

/**
 * The conditions of the partial indexes, word for word and without parameters: an engine uses such
 * an index only for a query in which it can recognise its condition.
 */
export const IS_WAITING = sql<boolean>`state in ('scheduled', 'queued')`;
/** A number counts as being called: one such call per number and site. */
export const IS_LIVE = sql<boolean>`state in ('queued', 'calling_operator', 'calling_visitor', 'connected')`;
export const IS_OPEN = sql<boolean>`state <> 'ended'`;
export const IS_UNENDED = sql<boolean>`ended_at is null`;
export const IS_WANTED = sql<boolean>`ask_at is not null`;
