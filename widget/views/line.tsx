import type { Screen } from '../../shared/texts/texts.ts';
import { type Seen, screenOf } from '../call-flow.ts';
import { operatorOf } from '../head.ts';
import { Icon, type IconName } from '../icons.tsx';

/** Where the line is drawn: who is there, and how far the two have come together. */
type Drawing = [operator: boolean, visitor: boolean, thread: '' | 'half' | 'broke' | 'met' | 'on'];
const NOT_YET: Drawing = [false, true, ''];
const UNREACHED: Drawing = [true, false, 'half'];
const DRAWINGS: Partial<Record<Screen, Drawing>> = {
  connected: [true, true, 'on'],
  completed: [true, true, 'met'],
  cut_off: [true, true, 'broke'],
  not_reached: UNREACHED,
  visitor_unreachable: UNREACHED,
  cancelled: [false, false, ''],
  offline: [false, false, ''],
};

/** Two people and the line between them: filled when there, solid where the PBX confirmed it. */
export function Line({ seen }: { seen: Seen }) {
  const { texts } = seen.site;
  const screen = screenOf(seen);
  const [operator, visitor, thread] = DRAWINGS[screen] ?? NOT_YET;
  const name = operator && seen.call?.operator?.name;
  const closed = screen === 'scheduled' || seen.call?.reason === 'out_of_hours';
  return (
    <div class="line" aria-hidden="true">
      <End there={operator} icon={closed ? 'moon' : 'operator'} letter={name && name[0]}>
        {name ? operatorOf(seen) : texts.operator}
      </End>
      <i class={thread}>
        {thread === 'met' && <Icon name="check" />}
        {thread === 'broke' && <Icon name="close" />}
      </i>
      <End there={visitor} icon={screen === 'offline' ? screen : 'phone'}>
        {texts.you}
      </End>
    </div>
  );
}

type EndProps = {
  there: boolean;
  icon: IconName;
  letter?: string | false | undefined;
  children: string;
};
const End = ({ there, icon, letter, children }: EndProps) => (
  <span class={there ? 'there' : ''}>
    <i>{letter || <Icon name={icon} />}</i>
    {children}
  </span>
);
