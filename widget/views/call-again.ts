import { isComplete, phoneFaultOf } from '../call-flow.ts';
import type { Visit } from '../visit.ts';

/**
 * Once more, with everything kept: brings a planned retry forward, or asks for a new call where
 * the first has ended or its number was corrected; through the form where something is missing.
 */
export async function callAgain(visit: Visit): Promise<void> {
  const { call, draft } = visit.seen;
  if (!call?.outcome) {
    if (!draft.phone || draft.phone === visit.asked) {
      await visit.act('reschedule', { scheduledFor: null });
      return;
    }
    if (phoneFaultOf(visit.seen)) return visit.set({ left: true });
    if (!(await visit.act('cancel'))) return;
  }
  if (isComplete(visit.seen)) await visit.send();
  else visit.forget();
}
