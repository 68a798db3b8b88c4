import type { Migration } from 'kysely/migration';
import { firstCall } from './0001-first-call.ts';
import { operatorCalls } from './0002-operator-calls.ts';
import { rateCounters } from './0004-rate-counters.ts';
import { narrowTables } from './0005-narrow-tables.ts';

/** In order of their names. A landed migration is never edited; the next one mends it. */
export const migrations: Record<string, Migration> = {
  '0001-first-call': firstCall,
  '0002-operator-calls': operatorCalls,
  '0004-rate-counters': rateCounters,
  '0005-narrow-tables': narrowTables,
};
