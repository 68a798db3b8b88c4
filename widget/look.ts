import { isComplete, isMovable } from './call-flow.ts';
import { afterAnswer, type Pick, today } from './pick.ts';
import { ownZone } from './say.tsx';
import type { Visit } from './visit.ts';

/** A quick answer needs no words. */
const SLOW_MS = 300;

let latest = 0;

/**
 * Looks for what is free, from the beginning or because a time has just been taken. Gives what is
 * known meanwhile, without drawing it: it is called by what draws.
 */
export function look(visit: Visit, taken: string | null): Pick {
  const { seen } = visit;
  const mine = ++latest;
  const fresh: Pick = {
    slots: null,
    names: { visitor: '', site: '' },
    closed: [],
    days: {},
    day: today(),
    slow: false,
    asks: !isMovable(seen.call) && !isComplete(seen),
    problem: null,
    ...seen.pick,
    stays: false,
    taken,
  };
  const change = (next: (pick: Pick) => Parameters<Visit['set']>[0]) => {
    const { pick } = visit.seen;
    if (pick && mine === latest) visit.set(next(pick));
  };
  const slow = setTimeout(change, SLOW_MS, (pick: Pick) => ({ pick: { ...pick, slow: true } }));
  Object.assign(seen, { pick: fresh, scheduledFor: null, problem: null });
  const { department = '' } = seen.draft;
  const { locale } = seen.site;
  const query = new URLSearchParams({ department, timezone: ownZone(), locale });
  void visit.relay.slots(`${query}`).then((answer) => {
    clearTimeout(slow);
    change((pick) =>
      answer.code ? { pick: { ...pick, problem: answer.code } } : afterAnswer(pick, answer),
    );
  });
  return fresh;
}
