import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Schema } from './schema.ts';

type Work<T> = (trx: Transaction<Schema>) => Promise<T>;
type Job = {
  work: Work<unknown>;
  /** What its promise will say once the common commit is on disk. */
  settle: () => void;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

/** So that reads between two groups do not wait too long. */
const MOST_AT_ONCE = 64;

/**
 * Transactions that wait at the same time share one commit, hence one flush to the disk, which is
 * what a small durable write spends most of its time on. Each runs in a savepoint of its own, so
 * that one that fails takes nothing from the others.
 */
export function groupCommit(): <T>(db: Kysely<Schema>, work: Work<T>) => Promise<T> {
  const waiting: Job[] = [];
  let isRunning = false;
  const run = async (db: Kysely<Schema>) => {
    isRunning = true;
    while (waiting.length > 0) {
      await gather(waiting);
      await commitTogether(db, waiting.splice(0, MOST_AT_ONCE));
    }
    isRunning = false;
  };
  return <T>(db: Kysely<Schema>, work: Work<T>) =>
    new Promise<T>((resolve, reject) => {
      const settle = () => undefined;
      waiting.push({ work, settle, resolve: resolve as Job['resolve'], reject });
      if (!isRunning) void run(db);
    });
}

/** Waits for the event loop's next turn, and on as long as every turn brings more. */
async function gather(waiting: readonly Job[]) {
  let before = 0;
  while (waiting.length > before && waiting.length < MOST_AT_ONCE) {
    before = waiting.length;
    await new Promise(setImmediate);
  }
}

async function commitTogether(db: Kysely<Schema>, jobs: Job[]) {
  const runAll = async (trx: Transaction<Schema>) => {
    const runJob = jobs.length === 1 ? runAlone : runInSavepoint;
    for (const job of jobs) await runJob(job, trx);
  };
  try {
    await db.transaction().execute(runAll);
  } catch (error) {
    for (const job of jobs) job.reject(error);
    return;
  }
  for (const job of jobs) job.settle();
}

/** Nobody shares its fate: what fails rolls the whole transaction back. */
async function runAlone(job: Job, trx: Transaction<Schema>) {
  const value = await job.work(trx);
  job.settle = () => job.resolve(value);
}

async function runInSavepoint(job: Job, trx: Transaction<Schema>) {
  await sql`savepoint job`.execute(trx);
  try {
    await runAlone(job, trx);
  } catch (error) {
    await sql`rollback to job`.execute(trx).catch(() => {
      throw error;
    });
    job.settle = () => job.reject(error);
  }
  await sql`release job`.execute(trx);
}
