import { EventEmitter } from 'node:events';

const BEHAVIOURS = ['manual', 'answers', 'declines', 'busy', 'silent'] as const;
/** What a phone does when it is rung; `manual` rings until a button is pressed. */
export type Behaviour = (typeof BEHAVIOURS)[number];

export type Script = {
  behaviour: Behaviour;
  /** For `answers` and `declines`. */
  answerAfterMs: number;
  /** From the moment both talk; `null`: never by itself. */
  hangUpAfterMs: number | null;
};

export const BUTTONS = ['answer', 'decline', 'hang_up'] as const;
export type Button = (typeof BUTTONS)[number];

export type PhoneState =
  | 'idle'
  | 'ringing'
  /** On the line while the other leg rings. */
  | 'waiting'
  | 'talking'
  | 'busy'
  | 'declined'
  | 'missed';

export type OtherSide = { number: string; name: string | null };
export type RingOutcome = 'answered' | 'declined' | 'busy' | 'missed';

/** "Declined" and "missed" stand on the screen for so long. */
const SHOWN_MS = 8000;

/** One telephone on the wall of the simulator, a desk phone or a visitor's. */
export class Phone {
  readonly id: string;
  readonly name: string | null;
  state: PhoneState = 'idle';
  with: OtherSide | null = null;
  since: Date | null = null;
  lastOutcome: 'declined' | 'missed' | null = null;
  readonly #changes = new EventEmitter();
  readonly #script: () => Script;
  #settle: ((outcome: RingOutcome) => void) | null = null;
  #hungUp = Promise.withResolvers<void>();
  #timers: NodeJS.Timeout[] = [];

  constructor(who: { id: string; name: string | null; script: () => Script }) {
    this.id = who.id;
    this.name = who.name;
    this.#script = who.script;
  }

  get script(): Script {
    return this.#script();
  }

  get isEngaged(): boolean {
    return this.state === 'ringing' || this.state === 'waiting' || this.state === 'talking';
  }

  /** What the screen shows: a phone set to busy is in some other call all the time. */
  get shownState(): PhoneState {
    return !this.isEngaged && this.script.behaviour === 'busy' ? 'busy' : this.state;
  }

  /** Resolves when this side hangs up. */
  get hungUp(): Promise<void> {
    return this.#hungUp.promise;
  }

  on(_event: 'change', listener: () => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  /** Says that the script has changed, since it may change what is shown. */
  announce(): void {
    this.#changes.emit('change');
  }

  /** `false`: the button does nothing in this state. */
  press(button: Button): boolean {
    if (this.state === 'ringing') {
      this.#settle?.(button === 'answer' ? 'answered' : 'declined');
      return true;
    }
    if (button === 'answer' || !this.isEngaged) return false;
    this.#hungUp.resolve();
    return true;
  }

  /** Rings until somebody decides; a phone in use is busy without a ring. */
  ring(other: OtherSide, ringMs: number): Promise<RingOutcome> {
    if (!this.canRing) return Promise.resolve('busy');
    const { promise, resolve } = Promise.withResolvers<RingOutcome>();
    this.#hungUp = Promise.withResolvers<void>();
    this.lastOutcome = null;
    this.with = other;
    this.#enter('ringing');
    this.#settle = (outcome) => {
      this.#settle = null;
      this.#stop();
      if (outcome !== 'answered') this.#refuse(outcome === 'declined' ? 'declined' : 'missed');
      resolve(outcome);
    };
    this.#after(ringMs, () => this.#settle?.('missed'));
    this.#actByScript();
    return promise;
  }

  get canRing(): boolean {
    return !this.isEngaged && this.script.behaviour !== 'busy';
  }

  /** This side calls: it hears the other one ring. */
  dial(other: OtherSide): void {
    this.#hungUp = Promise.withResolvers<void>();
    this.lastOutcome = null;
    this.with = other;
    this.wait();
  }

  /** The caller gives up, or rings no longer. */
  stopRinging(): void {
    this.#settle?.('missed');
  }

  wait(): void {
    this.#enter('waiting');
  }

  talk(): void {
    this.#enter('talking');
    const { hangUpAfterMs } = this.script;
    if (hangUpAfterMs !== null) this.#after(hangUpAfterMs, () => this.press('hang_up'));
  }

  /** The call is over. */
  release(): void {
    if (!this.isEngaged) return;
    this.#stop();
    this.with = null;
    this.#enter('idle');
  }

  /** Stops every clock of this phone. */
  unplug(): void {
    this.#stop();
    this.#changes.removeAllListeners();
  }

  #actByScript(): void {
    const { behaviour, answerAfterMs } = this.script;
    if (behaviour === 'answers') this.#after(answerAfterMs, () => this.press('answer'));
    if (behaviour === 'declines') this.#after(answerAfterMs, () => this.press('decline'));
  }

  #refuse(outcome: 'declined' | 'missed'): void {
    this.lastOutcome = outcome;
    this.#enter(outcome);
    this.#after(SHOWN_MS, () => {
      this.with = null;
      this.#enter('idle');
    });
  }

  #enter(state: PhoneState): void {
    if (state !== 'talking') this.#stop();
    this.state = state;
    this.since = state === 'idle' ? null : new Date();
    this.#changes.emit('change');
  }

  #after(ms: number, act: () => void): void {
    this.#timers.push(setTimeout(act, ms).unref());
  }

  #stop(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }
}
