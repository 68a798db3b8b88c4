import type { SiteSettings } from '../../shared/site-settings.ts';
import { siteSettings } from '../../shared/site-settings.ts';
import type { Reason } from '../../shared/states.ts';
import type { Tables } from '../store/store.ts';
import type { Call } from './call.ts';
import { earliestRetry } from './retry-hours.ts';
import type { CallEvent } from './transition.ts';
import { transition } from './transition.ts';

/** Somebody should look into it: no machine may repeat it, or the PBX refused it for good. */
export type TellOwner = (call: { id: string; site: string; reason: Reason }) => void;

/** What a caller of `apply` has in hand, all inside one transaction. */
export type Scene = {
  tables: Tables;
  settings: SiteSettings;
  now: Date;
  attemptId?: string | null;
  /** The PBX's report that is being worked on, for the timeline: `pbx_ringing`. */
  report?: string;
};

/** The settings of a call's site; a removed site leaves its running calls the defaults. */
export async function settingsOf(site: string, tables: Tables): Promise<SiteSettings> {
  return (await tables.sites.find(site))?.settings ?? siteSettings.parse({});
}

/**
 * Lets an event happen to a call: the only way in which a stored call changes. Writes the new call
 * and its timeline row; a stale event is noted in the timeline and changes nothing.
 */
export async function apply(call: Call, event: CallEvent, scene: Scene): Promise<Call> {
  const { tables, settings, now } = scene;
  const next = transition(call, event, {
    now,
    rules: settings.retries,
    earliest: (from) => earliestRetry(settings, call, from),
    random: Math.random(),
  });
  if (next === null) {
    await note(call, { what: scene.report ?? event.type, why: 'changes nothing' }, scene);
    return call;
  }
  await tables.calls.save(next.call);
  await tables.timeline.append({
    callId: call.id,
    seq: next.call.seq,
    at: now,
    what: next.what,
    why: next.why,
    state: next.call.state,
    attemptId: scene.attemptId ?? null,
  });
  return next.call;
}

/** Writes something worth knowing into the timeline that is no change of the call. */
export async function note(call: Call, row: { what: string; why: string | null }, scene: Scene) {
  await scene.tables.timeline.append({
    callId: call.id,
    seq: null,
    at: scene.now,
    what: row.what,
    why: row.why,
    state: call.state,
    attemptId: scene.attemptId ?? null,
  });
}
