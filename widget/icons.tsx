/** 24 px grid, stroked with round ends; only the handset (and a given star) is solid. */
export const PHONE =
  'm7.5 3.5-3 1C3.5 13 11 20.5 19.5 19.5l1-3-4.5-2.5-2.5 2c-2.5-1-4.5-3-5.5-5.5l2-2.5Z';
export const CLOSE = 'm6 6 12 12m0-12L6 18';
export const FOLD = 'm6 9 6 6 6-6';
export const CHECK = 'm6 12 4 4 8-8';
export const ATTENTION = 'M12 8v5m0 3v0m9-4a9 9 0 1 1-18 0 9 9 0 0 1 18 0';
export const AGAIN = 'M19 12a7 7 0 1 1-2-5l2 2m0-5v5h-5';
export const OPERATOR = 'M5 13h3v5H5v-6a7 7 0 0 1 14 0v6h-3v-5h3m0 5c0 2-2 3-5 3';
export const OFFLINE = 'm4 4 16 16M8 15a6 6 0 0 1 8 0M4 10a12 12 0 0 1 16 0m-8 9v0';
export const MOON = 'M19 14A8 8 0 1 1 10 5a7 7 0 0 0 9 9Z';
export const CLOCK = 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0';
export const GLOBE = 'M3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18m9 9a9 9 0 1 1-18 0 9 9 0 0 1 18 0';
export const STAR = 'm12 4 2.5 5.5 6 .5-4.5 4 1.5 6-5.5-3-5.5 3L8 14l-4.5-4 6-.5Z';

export const Icon = ({ path, solid }: { path: string; solid?: boolean }) => (
  <svg viewBox="0 0 24 24" class={solid || path === PHONE ? 'solid' : ''} aria-hidden="true">
    <path d={path} />
  </svg>
);
