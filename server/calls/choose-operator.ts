import type { Operator } from '../pbx/pbx.ts';
import type { Scene } from './apply.ts';
import { busyOperators } from './busy-operators.ts';
import type { Call } from './call.ts';
import { byRest } from './operators.ts';

/**
 * Whom to ring for a call now: the first free operator of its department whom this round has not
 * tried yet. `null` while the site has its fill of calls or everybody is on the phone.
 */
export async function chooseOperator(
  call: Call,
  operators: readonly Operator[],
  scene: Scene,
): Promise<Operator | null> {
  const { tables, settings, now } = scene;
  const open = await tables.attempts.countOpen(call.site);
  if (open >= settings.limits.parallelCalls) return null;
  const busy = await busyOperators(tables, now);
  const untried = operators.filter(({ pin }) => !call.retries.tried.includes(pin));
  const asked = untried.length > 0 ? untried : operators;
  const free = asked.filter(({ pin }) => !busy.pins.has(pin));
  if (free.length === 0) {
    const silent = busy.doubtful(asked.map(({ pin }) => pin));
    if (silent.length > 0) await tables.operatorCalls.askSoon(silent, now);
    return null;
  }
  const { order } = settings.departments?.find(({ id }) => id === call.department) ?? {};
  if (order !== 'longest_idle' || free.length === 1) return free[0] ?? null;
  const since = await tables.operatorCalls.restingSince(free.map(({ pin }) => pin));
  return byRest(free, since)[0] ?? null;
}
