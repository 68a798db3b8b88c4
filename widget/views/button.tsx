import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.tsx';

type Props = {
  /** One `primary` per screen. */
  look: 'primary' | 'second' | 'quiet' | 'text';
  icon?: IconName;
  press: () => void;
  children: ComponentChildren;
};

export const Button = ({ look, icon, press, children }: Props) => (
  <button type="button" class={look} onClick={press}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </button>
);

/** A number to be dialled by the visitor; the way out that needs no relay. */
export const Tel = ({ look, to, children }: Pick<Props, 'look' | 'children'> & { to: string }) => (
  <a class={look} href={`tel:${to}`}>
    <Icon name="phone" />
    <span>{children}</span>
  </a>
);
