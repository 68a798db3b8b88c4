import type { KnownCaller } from './pbx/rostelecom/webhooks.ts';
import type { Store } from './store/store.ts';

/** What an operator's phone shows of an incoming number: the name last given with it. */
export async function knownCaller(phone: string, store: Store): Promise<KnownCaller | null> {
  const call = await store.calls.newestNamedOf(store.digest(phone));
  const name = call?.visitor.name;
  return name ? { displayName: name } : null;
}
