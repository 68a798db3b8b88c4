import { type ComponentChildren, render } from 'preact';
import type { Seen } from './call-flow.ts';
import type { View } from './views/card.tsx';

/** One shadow root of ours in the page. */
export type Place = {
  host: HTMLElement;
  root: ShadowRoot;
  /** Draws anew; where the view changed under the visitor's focus, its title gets the focus. */
  draw(card: ComponentChildren, View: View): void;
  /** What was drawn last: an element that was out of the page meanwhile shows something older. */
  seen?: Seen;
};

/**
 * A host inside `parent`, instead of the nodes of the page's own that are given. `gone` takes the
 * host away and puts those back.
 */
export function placeIn(parent: Element, own: ChildNode[], gone: AbortSignal): Place {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  let view: View;
  for (const node of own) node.remove();
  parent.append(host);
  gone.addEventListener('abort', () => host.replaceWith(...own));
  return {
    host,
    root,
    draw(card, View) {
      const inside = root.activeElement;
      render(card, root);
      if (inside && view !== View) root.querySelector('h2')?.focus();
      // Times come a moment after their title: the chosen one is where to go on.
      if (root.activeElement?.id === 'title')
        root.querySelector<HTMLElement>('[name=time]:checked')?.focus({ preventScroll: true });
      view = View;
    },
  };
}
