const MOST_KEPT = 1_000;

/** Asks for a value at most once in so many milliseconds per key; whoever comes together shares it. */
export function keepFresh<T>(
  freshMs: number,
  load: (key: string) => Promise<T>,
  now: () => Date,
): (key: string) => Promise<T> {
  const kept = new Map<string, { value: Promise<T>; until: number }>();
  return (key) => {
    const known = kept.get(key);
    if (known && now().getTime() < known.until) return known.value;
    const value = load(key);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { value, until: now().getTime() + freshMs });
    // A failure is nobody's to keep.
    value.catch(() => kept.delete(key));
    return value;
  };
}
