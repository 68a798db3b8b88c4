import type { Pbx } from '../pbx/pbx.ts';
import type { Store } from '../store/store.ts';
import { endOperatorCall } from './busy-operators.ts';

type Parts = { store: Store; pbx: Pbx; now: () => Date };

/**
 * Asks the PBX whether a silent call is over for which somebody waits: its end may have been lost.
 * One relay asks, and not again for some seconds. `true` when somebody is free now.
 */
export async function askAboutOperator(
  sessionId: string,
  { store, pbx, now }: Parts,
): Promise<boolean> {
  if (!(await store.operatorCalls.claimAsk(sessionId, now()))) return false;
  const details = await pbx.callDetails(sessionId);
  if (details === 'unknown') return false;
  return store.transaction((tables) => endOperatorCall(sessionId, tables, now()));
}
