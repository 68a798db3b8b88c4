import type { Logger } from 'pino';
import type { Call } from '../calls/call.ts';
import type { TimelineRow } from '../store/store.ts';
import { takeInHand } from './in-hand.ts';
import type { StoreEar } from './watch-store.ts';

/**
 * Tells the life of every call in the log, each change once, joined by `callId`. What was noted and
 * changed nothing is for `debug`. Only our own words: a note may quote the PBX, which may quote a
 * number.
 */
export function logCalls(log: Logger): StoreEar {
  return {
    found: ({ id, callId }) => takeInHand({ callId, attemptId: id }),
    committed({ calls, rows }) {
      for (const row of rows) {
        const { callId, attemptId, seq } = row;
        takeInHand({ callId, ...(attemptId ? { attemptId } : {}) });
        const about = { callId, ...(attemptId ? { attemptId } : {}) };
        if (seq === null) log.debug({ ...about, what: row.what }, 'call noted');
        else
          log.info(
            {
              ...about,
              ...change(
                row,
                calls.map(({ after }) => after),
              ),
            },
            'call changed',
          );
      }
    },
  };
}

function change({ callId, seq, what, state, why }: TimelineRow, calls: readonly Call[]) {
  const call = calls.find(({ id, seq: present }) => id === callId && present === seq);
  const outcome = call?.outcome ?? undefined;
  return { seq, what, state, ...(outcome ? { outcome } : {}), ...(why ? { why } : {}) };
}
