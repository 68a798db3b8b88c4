/** The database cannot be used now, and may be again later: `503`, not a fault of ours. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
  readonly code = 'STORE_UNAVAILABLE';
}
