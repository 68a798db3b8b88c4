import { useEffect, useState } from 'preact/hooks';

/** The same width at which `layout.css` puts the pane under the shop. */
const NARROW = '(max-width: 899.98px)';

/** Whether shop and phones stand below each other. */
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
