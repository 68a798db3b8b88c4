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

const CALL_EVENTS = ['ringlet:requested', 'ringlet:state', 'ringlet:ended'];

/** Follows the widget's call through its DOM events. Returns how to stop. */
export function followCall(onCall: (call: CallNews) => void): () => void {
  const take = (event: Event) => {
    if (event instanceof CustomEvent && hasCall(event.detail)) onCall(event.detail.call);
  };
  for (const name of CALL_EVENTS) window.addEventListener(name, take);
  return () => {
    for (const name of CALL_EVENTS) window.removeEventListener(name, take);
  };
}

function hasCall(detail: unknown): detail is { call: CallNews } {
  return typeof detail === 'object' && detail !== null && 'call' in detail;
}
