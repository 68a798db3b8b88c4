import type { ComponentChildren } from 'preact';
import { Icon } from '../icons.tsx';
import { clock } from '../say.tsx';

type Props = {
  done?: boolean;
  now?: boolean;
  rings?: boolean;
  /** Seconds since the start, where the PBX has told it. */
  after?: number | null;
  children: ComponentChildren;
};

export const Step = ({ done, now, rings, after, children }: Props) => (
  <li class={done ? 'done' : rings ? 'now rings' : now ? 'now' : ''} aria-current={now && 'step'}>
    <i>{done && <Icon name="check" />}</i>
    <span>{children}</span>
    {after != null && <time>{clock(after)}</time>}
  </li>
);
