import type { SiteSettings } from '../../shared/site-settings.ts';
import type { Call } from './call.ts';
import { nextOpen } from './opening-hours.ts';
import { earliestRetry } from './retry-hours.ts';

/** So long a visitor counts on the call for which he chose the time, be it late at night. */
const CHOICE_STANDS_MS = 3_600_000;

/**
 * When a call that is due may ring: `now`, or the moment until which it has to wait, or `null` for
 * never. Nobody rings outside the department's hours; in the visitor's own night only his own
 * fresh choice does, never a retry nor a time that the relay found.
 */
export function ringTime(call: Call, settings: SiteSettings, now: Date): Date | null {
  const open = nextOpen(settings, call.department, now);
  if (open === null) return null;
  const { chosenAt } = call;
  const isChosen = chosenAt !== null && now.getTime() - chosenAt.getTime() < CHOICE_STANDS_MS;
  const isOpen = open.getTime() === now.getTime();
  return isChosen && isOpen ? now : earliestRetry(settings, call, open);
}
