/** Whether an error means that the database cannot take writes now, and may again later. */
export function isStoreFailing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && UNAVAILABLE.test(code);
}

/** Disk full, read-only, unreadable, locked, unreachable: faults of the place, not of the statement. */
const UNAVAILABLE =
  /^(STORE_UNAVAILABLE$|SQLITE_(FULL|IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB|PERM|NOMEM))/;
