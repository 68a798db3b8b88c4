import type { Store } from '../store/store.ts';
import { apply, settingsOf } from './apply.ts';
import { finishAttempt } from './attempts.ts';

/**
 * Ends every call that has not ended, as `expired` with the reason `unresolved`. For a database that
 * was put back from a copy: what waited in it may have been called since, which the copy cannot
 * know, and nobody must be rung twice. Gives the number of calls.
 */
export async function abandonCalls(store: Store, now: Date): Promise<number> {
  let count = 0;
  for (const id of await store.calls.unended()) {
    await store.transaction(async (tables) => {
      const call = await tables.calls.lock(id);
      if (call === null || call.state === 'ended') return;
      const scene = { tables, settings: await settingsOf(call.site, tables), now };
      const attempt = await tables.attempts.openOf(id);
      const result = { kind: 'unresolved' } as const;
      if (attempt) await finishAttempt({ attempt, call, result, operators: [] }, scene);
      else await apply(call, { type: 'expired', reason: 'unresolved' }, scene);
      count++;
    });
  }
  return count;
}
