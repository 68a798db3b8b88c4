import type { Call } from './call.ts';

/** A call as it stands right after it was asked for; tests change what they are about. */
export function sampleCall(changes: Partial<Call> = {}): Call {
  const now = new Date('2026-11-23T09:00:00Z');
  return {
    id: '01JDSAMPLE0000000000000000',
    site: 'shop',
    kind: 'callback',
    state: 'queued',
    outcome: null,
    reason: null,
    seq: 1,
    attempt: 0,
    department: null,
    scheduledFor: null,
    nextAttemptAt: null,
    dueAt: now,
    cancelRequested: false,
    connectedAt: null,
    endedAt: null,
    talkSeconds: null,
    operator: null,
    retries: { tried: [], rounds: 0, visitorFailures: 0, deferrals: 0 },
    stars: null,
    chosenAt: now,
    wantedNow: true,
    waitedSeconds: null,
    locale: 'ru',
    timezone: null,
    trigger: null,
    consents: [],
    visitor: {
      phone: '+79123456789',
      phoneKey: 'key-of-79123456789',
      name: 'Анна',
      note: null,
      comment: null,
      page: null,
    },
    createdAt: now,
    updatedAt: now,
    ...changes,
  };
}
