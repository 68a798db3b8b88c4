import { EventEmitter } from 'node:events';
import { readParty } from '../numbers.ts';
import { Phone, type Script } from './phone.ts';

export type SimulatedUser = {
  pin: string;
  /** Login. */
  name: string;
  displayName: string;
  isOperator: boolean;
};

export type PhoneDefaults = { operator: Script; outside: Script };

const MANUAL: Script = { behaviour: 'manual', answerAfterMs: 0, hangUpAfterMs: null };

/** All telephones: one per domain user, and one per outside number as soon as it is spoken of. */
export function createPhones(users: readonly SimulatedUser[]) {
  const phones = new Map<string, Phone>();
  const scripts = new Map<string, Partial<Script>>();
  const defaults: PhoneDefaults = { operator: { ...MANUAL }, outside: { ...MANUAL } };
  const changes = new EventEmitter();

  function plugIn(id: string): Phone {
    const user = users.find(({ pin }) => pin === id);
    const script = () => ({
      ...(user === undefined ? defaults.outside : defaults.operator),
      ...scripts.get(id),
    });
    const plugged = new Phone({ id, name: user?.displayName ?? null, script });
    plugged.on('change', () => changes.emit('change'));
    phones.set(id, plugged);
    return plugged;
  }

  /** By PIN, or by number in any of the vendor's spellings. */
  function phone(pinOrNumber: string): Phone {
    const party = readParty(pinOrNumber);
    const id = party.kind === 'phone' ? party.phone : pinOrNumber;
    return phones.get(id) ?? plugIn(id);
  }

  for (const { pin } of users) plugIn(pin);
  return {
    phone,
    all: () => [...phones.values()],
    defaults,
    /** Also for a number that has never rung. */
    setScript: (pinOrNumber: string, script: Partial<Script>) => {
      const target = phone(pinOrNumber);
      scripts.set(target.id, { ...scripts.get(target.id), ...script });
      target.announce();
    },
    setDefault: (who: keyof PhoneDefaults, script: Partial<Script>) => {
      Object.assign(defaults[who], script);
      changes.emit('change');
    },
    onChange: (listener: () => void): (() => void) => {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
    unplug: () => {
      for (const each of phones.values()) each.unplug();
      changes.removeAllListeners();
    },
  };
}

export type Phones = ReturnType<typeof createPhones>;
