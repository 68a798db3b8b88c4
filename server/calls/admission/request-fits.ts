import { Refusal } from '../refusal.ts';
import type { Rule } from './candidate.ts';

/** The site must offer this kind of call and have the department. */
export const requestFits: Rule = ({ site, body }) => {
  // Browser calls need a SIP gateway, which this relay does not have.
  if (body.kind !== 'callback' || !site.settings.offers.includes('callback')) {
    throw unfit('kind', 'This site does not offer such calls.');
  }
  const { departments } = site.settings;
  const wanted = body.department;
  if (wanted && !departments?.some(({ id }) => id === wanted)) {
    throw unfit('department', 'This site has no such department.');
  }
};

function unfit(path: string, message: string): Refusal {
  return new Refusal('invalid_request', { detail: message, errors: [{ path, message }] });
}
