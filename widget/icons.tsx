/** 24 px grid, stroked with round ends; only the handset (and a given star) is solid. */
const PATHS = {
  phone:
    'M7.2 3.6 9 3.2c.7-.1 1.3.2 1.6.8l1.2 2.8c.2.6.1 1.2-.4 1.6L9.9 9.7c.9 1.9 2.5 3.5 4.4 4.4l1.3-1.5c.4-.5 1-.6 1.6-.4l2.8 1.2c.6.3.9.9.8 1.6l-.4 1.8c-.2.7-.7 1.2-1.5 1.2C10.8 18 6 13.2 6 5.1c0-.8.5-1.3 1.2-1.5Z',
  close: 'M6 6l12 12M18 6 6 18',
  fold: 'm6 9.5 6 6 6-6',
  check: 'm6 12.5 4 4 8-9',
  attention: 'M12 7.5v5.5m0 3v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  again: 'M19.5 12A7.5 7.5 0 1 1 17 6.4l2.5 2.1m0-4.5v4.5H15',
  operator:
    'M5 14v-2a7 7 0 0 1 14 0v2M5 13h2.5v5H6a1.5 1.5 0 0 1-1-1.5Zm14 0h-2.5v5H18a1.5 1.5 0 0 0 1-1.5Zm-1 5c0 1.6-1.5 2.5-4 2.5',
  offline:
    'M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 5-2.7m5 .6a10 10 0 0 1 4 2.1M12 19v.01',
  moon: 'M19.5 14A8 8 0 1 1 10 4.5a6.5 6.5 0 0 0 9.5 9.5Z',
  star: 'm12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8Z',
};
export type IconName = keyof typeof PATHS;

export const Icon = ({ name, solid }: { name: IconName; solid?: boolean }) => (
  <svg viewBox="0 0 24 24" class={solid || name === 'phone' ? 'solid' : ''} aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
