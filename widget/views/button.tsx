import type { ComponentChildren } from 'preact';
import { Icon, PHONE } from '../icons.tsx';

/** `look`: one `primary` per screen, else `second`, `quiet` or `text`. */
type Props = { look: string; children: ComponentChildren };

export const Button = ({ look, press, children }: Props & { press: () => unknown }) => (
  <button type="button" class={look} onClick={press}>
    {children}
  </button>
);

/** A number to be dialled by the visitor; the way out that needs no relay. */
export const Tel = ({ look, to, children }: Props & { to: string }) => (
  <a class={look} href={`tel:${to}`}>
    <Icon path={PHONE} />
    {children}
  </a>
);
