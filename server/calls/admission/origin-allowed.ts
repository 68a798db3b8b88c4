import { Refusal } from '../refusal.ts';
import type { Rule } from './candidate.ts';

/** Browsers always send `Origin` with a POST, so a request without one is not from a page. */
export const originAllowed: Rule = ({ site, origin }) => {
  if (origin === null || !site.origins.includes(origin)) {
    throw new Refusal('origin_not_allowed', {
      detail: 'This site does not accept calls from here.',
    });
  }
};
