import type { PublicCode } from '../codes.ts';
import type { Reason } from '../states.ts';

/**
 * Every word the widget shows, in one language. `{name}` marks a value, `{b}…{/b}` what is set
 * in bold, `{link}…{/link}` what is linked. One file per language implements this type, so a
 * missing text does not compile.
 */
export type Texts = {
  /** Accessible name of the launcher. */
  launcher: string;
  problems: Record<PublicCode, string>;
  reasons: Record<Reason, string>;
  /** Built-in wording of the common purposes; others need the owner's `text`. */
  consents: { processing: string; marketing: string; recording: string; other: string };
};
