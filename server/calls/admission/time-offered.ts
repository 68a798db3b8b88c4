import { openingAt } from '../opening-hours.ts';
import { Refusal } from '../refusal.ts';
import type { Candidate, Rule } from './candidate.ts';

const HORIZON_DAYS = 8;
/** A page's clock may run a little behind. */
const LATE_MS = 5 * 60_000;

/** A chosen time must lie ahead, within a week, and in the department's hours. */
export const timeOffered: Rule = ({ site, body, now }) => {
  if (!body.scheduledFor) return;
  const at = new Date(body.scheduledFor);
  checkTime(at, { site, department: body.department ?? null, now });
};

type Place = { site: Candidate['site']; department: string | null; now: Date };

/** @throws Refusal `slot_unavailable` */
export function checkTime(at: Date, { site, department, now }: Place): void {
  const ahead = at.getTime() - now.getTime();
  if (ahead < -LATE_MS || ahead > HORIZON_DAYS * 24 * 3_600_000) {
    throw new Refusal('slot_unavailable', { detail: 'Choose a time within the next seven days.' });
  }
  if (!openingAt(site.settings, department, at).openNow) {
    throw new Refusal('slot_unavailable', { detail: 'We are closed at that time.' });
  }
}
