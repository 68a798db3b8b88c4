import { NO_QUIRKS, type Quirks } from '../pbx/rostelecom/simulator/quirks.ts';
import type { Simulator } from '../pbx/rostelecom/simulator/start-simulator.ts';

type Names = Readonly<Record<string, string>>;
type DemoQuirk = { id: string; names: Names; set: Partial<Quirks> };

/** How the PBX may misbehave, chosen for what a newcomer would want to see survived. */
const DEMO_QUIRKS: readonly DemoQuirk[] = [
  {
    id: 'answer_lost',
    names: {
      en: 'The PBX’s answer is lost',
      ru: 'Ответ АТС потерян',
      de: 'Antwort der Anlage geht verloren',
    },
    set: { callBackAnswer: 'never' },
  },
  {
    id: 'pbx_garbage',
    names: {
      en: 'The PBX answers nonsense',
      ru: 'АТС отвечает бессмыслицей',
      de: 'Anlage antwortet Unsinn',
    },
    set: { callBackAnswer: 'html', callBackPlaces: true },
  },
  {
    id: 'pbx_slow',
    names: {
      en: 'The PBX answers after 5 seconds',
      ru: 'АТС отвечает через 5 секунд',
      de: 'Anlage antwortet nach 5 Sekunden',
    },
    set: { callBackDelayMs: 5000 },
  },
  {
    id: 'no_events',
    names: {
      en: 'Events never arrive',
      ru: 'События не приходят',
      de: 'Ereignisse kommen nie an',
    },
    set: { noEvents: true },
  },
  {
    id: 'events_doubled',
    names: {
      en: 'Events arrive twice',
      ru: 'События приходят дважды',
      de: 'Ereignisse kommen doppelt',
    },
    set: { eventsDoubled: true },
  },
  {
    id: 'events_shuffled',
    names: {
      en: 'Events arrive out of order',
      ru: 'События приходят вперемешку',
      de: 'Ereignisse kommen durcheinander',
    },
    set: { eventOrder: 'shuffled' },
  },
  {
    id: 'other_session_id',
    names: {
      en: 'Events carry another call id',
      ru: 'В событиях другой номер звонка',
      de: 'Ereignisse mit anderer Anruf-ID',
    },
    set: { otherSessionId: true },
  },
];

/** Not a quirk of answers but no PBX at all. */
const UNREACHABLE: Omit<DemoQuirk, 'set'> = {
  id: 'pbx_unreachable',
  names: {
    en: 'The PBX is unreachable',
    ru: 'АТС недоступна',
    de: 'Anlage nicht erreichbar',
  },
};

export type QuirkView = { id: string; name: string; on: boolean };

export function createDemoQuirks(simulator: Simulator) {
  let isDown = false;

  async function setReachable(isReachable: boolean): Promise<void> {
    isDown = !isReachable;
    await (isReachable ? simulator.comeBack() : simulator.goDown());
  }

  return {
    list: (locale: string): QuirkView[] => [
      { id: UNREACHABLE.id, name: nameIn(UNREACHABLE.names, locale), on: isDown },
      ...DEMO_QUIRKS.map(({ id, names, set }) => ({
        id,
        name: nameIn(names, locale),
        on: Object.entries(set).every(([key, value]) => valueOf(simulator.quirks, key) === value),
      })),
    ],
    /** `false`: there is no such quirk. */
    set: async (id: string, on: boolean): Promise<boolean> => {
      if (id === UNREACHABLE.id) {
        await setReachable(!on);
        return true;
      }
      const quirk = DEMO_QUIRKS.find((one) => one.id === id);
      if (quirk === undefined) return false;
      const values = on ? quirk.set : defaultsOf(quirk.set);
      Object.assign(simulator.quirks, values);
      return true;
    },
  };
}

function nameIn(names: Names, locale: string): string {
  return names[locale] ?? names['en'] ?? '';
}

function defaultsOf(set: Partial<Quirks>): Partial<Quirks> {
  return Object.fromEntries(Object.keys(set).map((key) => [key, valueOf(NO_QUIRKS, key)]));
}

function valueOf(quirks: Quirks, key: string): unknown {
  return Object.entries(quirks).find(([name]) => name === key)?.[1];
}
