import { useEffect, useState } from 'preact/hooks';

/** The time in ms since the epoch, renewed every second: clocks and talk times run on it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
