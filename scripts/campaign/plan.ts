import type { CrashPoint } from '../../server/calls/crash-point.ts';
import { CRASH_POINTS } from '../../server/calls/crash-point.ts';
import type { Behaviour } from '../../server/pbx/rostelecom/simulator/phone.ts';
import type { Quirks } from '../../server/pbx/rostelecom/simulator/quirks.ts';
import type { SiteSettingsInput } from '../../shared/site-settings.ts';
import type { DatabaseFault } from './campaign-database.ts';
import type { Dice } from './dice.ts';
import { dice } from './dice.ts';
import type { FaultMode } from './fault-proxy.ts';

/** What one visitor does, and how the phone behaves that rings then. */
export type VisitorPlan = {
  phone: string;
  key: string;
  /** After the death that this visitor comes with. */
  afterMs: number;
  behaviour: Exclude<Behaviour, 'manual'>;
  answersAfterMs: number;
  talksMs: number;
  /** `nobody`: none of its operators ever takes a call. */
  department: 'sales' | 'nobody';
  /**
   * `repeat`: asks again with the same key. `twice`: two tabs ask at once, each with its own key.
   * `later`: chooses a time. `sooner`: "call me now" while a retry is planned.
   */
  act: 'none' | 'cancel' | 'repeat' | 'twice' | 'later' | 'sooner';
  actsAfterMs: number;
  /** Keeps the page open and follows the stream to the end. */
  watches: boolean;
};

/** How one life of a relay ends: at a step, or so long after it was healthy (early: was started). */
export type Death = { at: CrashPoint; passes: number } | { afterMs: number; isEarly: boolean };

/** What the lines and the PBX are like for a while. */
export type Weather = {
  pbx: FaultMode;
  front: FaultMode;
  database: DatabaseFault;
  quirks: Partial<Quirks>;
  /** The PBX sends once more what was not taken. */
  redelivers: boolean;
  forMs: number;
};

export type Plan = {
  seed: number;
  visitors: VisitorPlan[];
  /** Come when all others have come and a step has still not been passed. */
  spares: VisitorPlan[];
  deaths: Death[];
  weather: Weather[];
};
export type Size = { calls: number; kills: number; seed: number };

/** Operators who take calls, and two who never do. */
const WILLING = Array.from({ length: 80 }, (_, at) => String(1000 + at));
export const UNWILLING = { '2000': 'busy', '2001': 'declines', '2002': 'silent' } as const;
/** One in the middle of the willing: the next one takes his calls. */
export const SULKING = '1005';
export const OPERATORS = [...WILLING, ...Object.keys(UNWILLING)];

/** How long a simulated phone rings. */
export const RING_MS = 700;
/** Hours of retries in seconds: the same rules, another clock. */
export const RULES = {
  departments: [
    { id: 'sales', name: 'Sales', operators: WILLING },
    { id: 'nobody', name: 'Nobody', operators: Object.keys(UNWILLING) },
  ],
  ringSeconds: 1,
  maxCallMinutes: 1,
  retries: { operatorMinutes: [0.02], visitorMinutes: [0.02, 0.04], maxAgeHours: 48 },
  limits: {
    perNumberPerDay: 100,
    perAddressPerHour: 1_000_000,
    perSitePerDay: 1_000_000,
    parallelCalls: 100,
  },
} satisfies SiteSettingsInput;

const SPARES = 300;

/** Everything that will happen, from one number; what the machine makes of it is another matter. */
export function planOf({ calls, kills, seed }: Size): Plan {
  const chance = dice(seed);
  return {
    seed,
    visitors: Array.from({ length: calls }, (_, at) => visitorPlan(at, chance)),
    spares: Array.from({ length: SPARES }, (_, at) => ({
      ...visitorPlan(calls + at, chance),
      behaviour: chance.pick(['busy', 'silent']),
      department: 'sales',
      act: chance.pick(['cancel', 'none', 'none', 'later']),
    })),
    deaths: deathsOf({ calls, kills }, chance),
    weather: Array.from({ length: 60 }, () => weatherOf(chance)),
  };
}

function visitorPlan(at: number, chance: Dice): VisitorPlan {
  const behaviour = chance.chance(0.8)
    ? 'answers'
    : chance.pick(['busy', 'silent', 'declines'] as const);
  const isForNobody = chance.chance(0.05);
  // Two tabs of one visitor are judged together, which only an ordinary call allows.
  const isOrdinary = behaviour === 'answers' && !isForNobody;
  const acts = ['cancel', 'repeat', 'later', 'sooner', isOrdinary ? 'twice' : 'repeat'] as const;
  return {
    phone: `+7912${String(1_000_000 + at)}`,
    key: chance.uuid(),
    afterMs: chance.between(0, 1500),
    behaviour,
    answersAfterMs: chance.between(0, 250),
    // Mostly short, so that a thousand fit; some outlast a relay.
    talksMs: chance.chance(0.1) ? chance.between(1000, 4000) : chance.between(20, 600),
    department: isForNobody ? 'nobody' : 'sales',
    act: chance.chance(0.5) ? chance.pick(acts) : 'none',
    actsAfterMs: chance.between(0, 1500),
    watches: chance.chance(0.2),
  };
}

/** Every step once, all in the first half, so that one that was missed can be tried again. */
function deathsOf({ calls, kills }: Omit<Size, 'seed'>, chance: Dice): Death[] {
  // Few visitors pass a step only once in a relay's life.
  const mostPasses = Math.max(0, Math.floor(calls / kills) - 2);
  const atStep = (at: CrashPoint) => ({ at, passes: chance.between(0, mostPasses) });
  const steps = CRASH_POINTS.map(atStep);
  const others = Array.from(
    { length: Math.max(0, kills - steps.length) },
    (): Death =>
      chance.chance(0.25)
        ? atStep(chance.pick(CRASH_POINTS))
        : { afterMs: chance.between(0, 3000), isEarly: chance.chance(0.15) },
  );
  const half = Math.ceil(others.length / 2);
  return [...chance.shuffle([...steps, ...others.slice(0, half)]), ...others.slice(half)];
}

const LINE: readonly FaultMode[] = ['latency', 'blackhole', 'reset', 'cut', 'refuse'];

function weatherOf(chance: Dice): Weather {
  return {
    pbx: chance.chance(0.35) ? chance.pick(LINE) : 'pass',
    front: chance.chance(0.25) ? chance.pick(LINE) : 'pass',
    database: chance.chance(0.15) ? chance.pick<DatabaseFault>([...LINE, 'power_cut']) : 'pass',
    quirks: { ...answerQuirks(chance), ...eventQuirks(chance), ...recordQuirks(chance) },
    redelivers: chance.chance(0.3),
    forMs: chance.between(200, 1500),
  };
}

function answerQuirks(chance: Dice): Partial<Quirks> {
  const senseless = ['server_error', 'html', 'empty', 'garbage', 'cut', 'reset', 'never'] as const;
  const worded = ['operator_failed', 'refused_for_now', 'test_stand', 'no_session'] as const;
  const callBackDelayMs = chance.pick([0, 0, 20, 60, 400, 2500]);
  if (chance.chance(0.5)) return { callBackDelayMs };
  if (chance.chance(0.4)) return { callBackAnswer: chance.pick(worded), callBackDelayMs };
  return {
    callBackAnswer: chance.pick(senseless),
    callBackPlaces: chance.chance(0.5),
    callBackDelayMs,
  };
}

function eventQuirks(chance: Dice): Partial<Quirks> {
  if (chance.chance(0.4)) return {};
  return {
    noEvents: chance.chance(0.15),
    eventsDoubled: chance.chance(0.3),
    eventOrder: chance.pick(['kept', 'kept', 'shuffled', 'reversed']),
    eventDelayMs: chance.pick([0, 0, 30, 300]),
    eventsBeforeAnswer: chance.chance(0.2),
    otherSessionId: chance.chance(0.3),
    connectedEvents: chance.pick([1, 2]),
    eventParties: chance.pick(['call', 'leg']),
    skippedStates: chance.pick([[], [], ['connected'], ['calling'], ['disconnected']]),
    numberForm: chance.pick(['sip_plus', 'sip_plain', 'sip_trunk', 'sip_tgrp', 'bare']),
  };
}

function recordQuirks(chance: Dice): Partial<Quirks> {
  return {
    callInfoLagMs: chance.pick([0, 0, 500]),
    historyRowLagMs: chance.pick([0, 700]),
    historyFileLagMs: chance.pick([0, 200]),
    historyFormat: chance.pick(['zip', 'gzip', 'plain']),
    historyNotReady: chance.pick(['html', 'json']),
    historyExistsTimes: chance.pick([0, 0, 2]),
  };
}
