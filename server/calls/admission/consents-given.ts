import { Refusal } from '../refusal.ts';
import type { Rule } from './candidate.ts';

/** Every required purpose must be ticked, in the version of the text that is shown now. */
export const consentsGiven: Rule = ({ site, body }) => {
  const missing = (site.settings.consents ?? [])
    .filter(({ required }) => required)
    .filter((wanted) => !body.consents.some((given) => isSame(given, wanted)));
  if (missing.length === 0) return;
  throw new Refusal('consent_required', {
    errors: missing.map(({ purpose, version }) => ({
      path: 'consents',
      message: `${purpose} ${version} is required`,
    })),
  });
};

type ConsentName = { purpose: string; version: string };

function isSame(a: ConsentName, b: ConsentName): boolean {
  return a.purpose === b.purpose && a.version === b.version;
}
