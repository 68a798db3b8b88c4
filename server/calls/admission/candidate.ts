import type { CallRequest, OwnerSite } from '../../../shared/wire.ts';
import type { Tables } from '../../store/store.ts';

/** A request that knocks: what the rules may look at. */
export type Candidate = {
  site: OwnerSite;
  body: CallRequest;
  /** `Origin` header, as sent by the browser. */
  origin: string | null;
  /** Client address; `null` when it cannot be told (a proxy that is not trusted). */
  address: string | null;
  now: Date;
};

/** May this visitor ask now? Judged without the database; throws `Refusal`. */
export type Rule = (candidate: Candidate) => void | Promise<void>;

export type Entrant = Candidate & {
  /** How many calls the half-hour of `scheduledFor` takes. */
  capacity: number;
};

/** As `Rule`, inside the transaction that will insert the call, so that nothing slips between. */
export type StoredRule = (entrant: Entrant, phoneKey: string, tables: Tables) => Promise<void>;
