import { useEffect, useState } from 'preact/hooks';

/** Too narrow for two phones beside each other; `narrow.css` knows the same width. */
const NARROW = '(max-width: 479.98px)';

/** Whether one phone at a time has to do. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = () => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isNarrow;
}
