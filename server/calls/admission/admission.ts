import type { Store, Tables } from '../../store/store.ts';
import { addressLimit } from './address-limit.ts';
import type { Candidate, Entrant, Rule, StoredRule } from './candidate.ts';
import { consentsGiven } from './consents-given.ts';
import { dailyLimits } from './daily-limits.ts';
import { numberFree } from './number-free.ts';
import { originAllowed } from './origin-allowed.ts';
import { phoneAllowed } from './phone-allowed.ts';
import { requestFits } from './request-fits.ts';
import { slotFree } from './slot-free.ts';
import { timeOffered } from './time-offered.ts';

/** May this visitor ask now? The rules in the order in which they speak. */
export type Admission = {
  /** @throws Refusal by the first rule that says no */
  knock(candidate: Candidate): Promise<void>;
  /** The rules that count stored calls; inside the transaction that inserts the new one. */
  enter(entrant: Entrant, phoneKey: string, tables: Tables): Promise<void>;
};

export function createAdmission(store: Pick<Store, 'counter'>): Admission {
  const rules: Rule[] = [
    originAllowed,
    requestFits,
    phoneAllowed,
    consentsGiven,
    timeOffered,
    addressLimit(store),
  ];
  const storedRules: StoredRule[] = [numberFree, dailyLimits, slotFree];
  return {
    async knock(candidate) {
      for (const rule of rules) await rule(candidate);
    },
    async enter(entrant, phoneKey, tables) {
      for (const rule of storedRules) await rule(entrant, phoneKey, tables);
    },
  };
}
