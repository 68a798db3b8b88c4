import { isLive, screenOf, startedAt } from '../call-flow.ts';
import { headOf, secondsSince } from '../head.ts';
import { Icon } from '../icons.tsx';
import { clock } from '../say.tsx';
import type { Visit } from '../visit.ts';

/** A round button; while a call goes on and the card is folded, it carries state and seconds. */
export function Launcher({ visit }: { visit: Visit }) {
  const { seen } = visit;
  const { texts } = seen.site;
  const screen = screenOf(seen);
  const speaks = !seen.open && (isLive(seen) || screen === 'offline');
  const { title } = headOf(seen);
  const label = screen === 'calling_operator' ? texts.steps.callingOperator : title;
  return (
    <button
      type="button"
      class={`launcher ${speaks ? `pill ${screen}` : ''}`}
      aria-label={speaks ? label : texts.launcher}
      aria-expanded={seen.open}
      aria-haspopup="dialog"
      onClick={() => (seen.open ? visit.close() : visit.open())}
    >
      <i>
        <Icon name={speaks && screen === 'offline' ? 'offline' : 'phone'} />
      </i>
      {speaks && (
        <>
          <span>{label}</span>
          {screen === 'calling_operator' && <time>{clock(secondsSince(startedAt(seen)))}</time>}
          <Icon name="fold" />
        </>
      )}
    </button>
  );
}
