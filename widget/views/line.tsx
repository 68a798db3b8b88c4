import type { Screen } from '../../shared/texts/texts.ts';
import { type Seen, screenOf } from '../call-flow.ts';
import { nextOf } from '../head.ts';
import { CHECK, CLOCK, CLOSE, Icon, OFFLINE, OPERATOR, PHONE } from '../icons.tsx';
import { timeOf } from '../say.tsx';

/** How far the two came together, then `o` and `v` for who is there. Dotted is not confirmed. */
const LINES: Partial<Record<Screen, string>> = {
  connected: 'on ov',
  completed: 'on met ov',
  cut_off: 'on broke ov',
  not_reached: 'half o',
  visitor_unreachable: 'half o',
  cancelled: '',
  offline: '',
};

/** Two people and the line between them: filled when there, solid where the PBX confirmed it. */
export function Line({ seen }: { seen: Seen }) {
  const { call, site } = seen;
  const screen = screenOf(seen);
  const line = LINES[screen] ?? ' v';
  const ends = line.split(' ').pop() ?? '';
  const isPlanned = screen === 'scheduled';
  const at = nextOf(seen);
  const name = ends[0] === 'o' && call?.operator?.name;
  const end = (there: boolean, icon: string, label: string, letter?: string | false) => (
    <span class={there ? 'end there' : 'end'}>
      <i>{letter || <Icon path={icon} />}</i>
      {label}
    </span>
  );
  return (
    <p class="line" aria-hidden="true">
      {end(
        ends[0] === 'o' || isPlanned,
        isPlanned ? CLOCK : OPERATOR,
        name || (isPlanned && at ? timeOf(at, site.locale) : site.texts.operator),
        name && name[0],
      )}
      <i class={`thread ${line}`}>
        {/met/.test(line) && <Icon path={CHECK} />}
        {/bro/.test(line) && <Icon path={CLOSE} />}
      </i>
      {end(ends.endsWith('v'), screen === 'offline' ? OFFLINE : PHONE, site.texts.you)}
    </p>
  );
}
