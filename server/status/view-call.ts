import type { CallView } from '../../shared/wire.ts';
import { settingsOf } from '../calls/apply.ts';
import type { Call } from '../calls/call.ts';
import { callView } from '../calls/call-view.ts';
import { maskPhone } from '../sites/show-phone.ts';
import type { Store } from '../store/store.ts';

/** The call as its visitor sees it now, its place in the queue included. */
export async function viewCall(call: Call, store: Store): Promise<CallView> {
  const isWaiting = call.state === 'queued' && call.reason === null;
  const position = isWaiting ? await store.calls.position(call) : null;
  return callView(call, {
    settings: await settingsOf(call.site, store),
    position,
    mask: maskPhone,
  });
}
