import type { Locale } from './locale.ts';
import type { CallNews } from './pane/help-line.ts';

/** The one command queue of the embed API, usable before the script has loaded. */
type RingletQueue = { push(command: [name: string, ...rest: unknown[]]): unknown };

declare global {
  interface Window {
    ringlet?: RingletQueue;
  }
}

/** The visitor's phone of the demo, so that a newcomer need not type one. */
export const VISITOR_PHONE = '+7 912 345-67-89';

/**
 * Includes the widget as a shop does, with the tag of `public/snippet.html`. Made at run time
 * only because the shop's language is chosen here and the widget has to speak the same one.
 */
export function addWidgetTag(locale: Locale): void {
  command('update', { phone: VISITOR_PHONE });
  const tag = document.createElement('script');
  tag.async = true;
  tag.src = '/widget.js';
  tag.dataset['site'] = 'demo';
  tag.dataset['locale'] = locale;
  document.head.append(tag);
}

/** Folds the sheet away, so that on a small screen the ringing phone can be seen. */
export function foldWidget(): void {
  command('close');
}

function command(name: string, ...rest: unknown[]): void {
  const queue = (window.ringlet ??= [] as unknown[] as RingletQueue);
  queue.push([name, ...rest]);
}

/** What the page hears of the widget through its DOM events. */
export type WidgetNews = { call: CallNews } | { isOpen: boolean };

/** Follows the widget as any shop could. Returns how to stop. */
export function followWidget(onNews: (news: WidgetNews) => void): () => void {
  const listening = new AbortController();
  const listen = (name: string, take: (event: Event) => void) =>
    window.addEventListener(`ringlet:${name}`, take, { signal: listening.signal });
  for (const name of ['requested', 'state', 'ended']) {
    listen(name, (event) => {
      if (event instanceof CustomEvent && hasCall(event.detail)) onNews(event.detail);
    });
  }
  listen('opened', () => onNews({ isOpen: true }));
  listen('closed', () => onNews({ isOpen: false }));
  return () => listening.abort();
}

function hasCall(detail: unknown): detail is { call: CallNews } {
  return typeof detail === 'object' && detail !== null && 'call' in detail;
}
