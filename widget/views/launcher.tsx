import { isLive, screenOf, startedAt } from '../call-flow.ts';
import { headOf, secondsSince } from '../head.ts';
import { Icon, OFFLINE, PHONE } from '../icons.tsx';
import { clock, plain } from '../say.tsx';
import type { Visit } from '../visit.ts';

/**
 * A round button; while a call goes on and the card is folded, it carries state and seconds. Where
 * the owner wants none, there is one only then.
 */
export function Launcher({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const { texts, theme } = seen.site;
  const screen = screenOf(seen);
  const offline = screen === 'offline';
  const speaks = !seen.open && (offline || isLive(seen) || screen === 'scheduled');
  if (theme.position === 'none' && !speaks) return null;
  const waits = screen === 'calling_operator';
  const label = speaks ? plain(headOf(seen).title) : texts.launcher;
  return (
    <button
      class={`launcher ${speaks ? 'pill' : ''} ${speaks && screen !== 'calling_visitor' ? '' : 'primary'}`}
      aria-label={label}
      aria-expanded={seen.open}
      onClick={seen.open ? visit.close : visit.open}
    >
      <i>
        <Icon path={speaks && offline ? OFFLINE : PHONE} />
      </i>
      {speaks && (
        <>
          <span>{label}</span>
          {waits && <time>{clock(secondsSince(startedAt(seen)))}</time>}
        </>
      )}
    </button>
  );
}
