import type { CallProgress, PbxEvent } from '../pbx.ts';

const NOTHING: CallProgress = {
  stage: 'none',
  operatorAnsweredAt: null,
  connectedAt: null,
  isTalkProven: false,
  endedAt: null,
};

/** What has been seen while walking through the events. */
type Seen = CallProgress & { operatorRang: boolean; visitorRang: boolean };

/**
 * How far a `call_back` call has come, from all events of it in any order, doubled or not.
 * OUR ASSUMPTION, since no public source shows the events of such a call:
 *
 * - the first `ringing` is the operator's phone; the next is the visitor's, unless the event says
 *   that it rings a user (a second phone of the operator);
 * - an `answered` while only the operator's phone has rung is the operator: "you are connected"
 *   would be a lie, the visitor's phone is about to ring;
 * - any other `answered` is the talk: both phones have rung, or the operator had answered before, or
 *   no ringing was reported at all; the last is no proof, since it may be the operator's after all;
 * - `ended` is the end. `parted` alone is not: a transfer parts and joins again.
 *
 * Every step may be absent. The order is that of the PBX's clock, not of arrival.
 */
export function progressOf(events: readonly PbxEvent[]): CallProgress {
  const {
    operatorRang: _,
    visitorRang: __,
    ...progress
  } = inOrder(events).reduce(step, {
    ...NOTHING,
    operatorRang: false,
    visitorRang: false,
  });
  return progress;
}

function inOrder(events: readonly PbxEvent[]): PbxEvent[] {
  const distinct = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...distinct.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function step(seen: Seen, event: PbxEvent): Seen {
  switch (event.step) {
    case 'ringing':
      return ringing(seen, event);
    case 'answered':
      return answered(seen, event);
    case 'ended':
      return { ...seen, stage: 'ended', endedAt: seen.endedAt ?? event.at };
    default:
      return seen;
  }
}

function ringing(seen: Seen, event: PbxEvent): Seen {
  if (!seen.operatorRang) return atLeast('operator_ringing', { ...seen, operatorRang: true });
  if (event.called === 'operator') return seen;
  return atLeast('visitor_ringing', { ...seen, visitorRang: true });
}

function answered(seen: Seen, event: PbxEvent): Seen {
  const isOperator = seen.operatorRang && !seen.visitorRang && seen.operatorAnsweredAt === null;
  return isOperator
    ? atLeast('visitor_ringing', { ...seen, operatorAnsweredAt: event.at })
    : atLeast('connected', {
        ...seen,
        connectedAt: seen.connectedAt ?? event.at,
        isTalkProven: hasAnsweredAfter(seen),
      });
}

/** Whether an answer can only be the visitor's: his phone rang, or somebody answered before. */
function hasAnsweredAfter({ visitorRang, operatorAnsweredAt, connectedAt }: Seen): boolean {
  return visitorRang || operatorAnsweredAt !== null || connectedAt !== null;
}

const STAGES = ['none', 'operator_ringing', 'visitor_ringing', 'connected', 'ended'] as const;

function atLeast(stage: CallProgress['stage'], seen: Seen): Seen {
  return STAGES.indexOf(stage) > STAGES.indexOf(seen.stage) ? { ...seen, stage } : seen;
}
