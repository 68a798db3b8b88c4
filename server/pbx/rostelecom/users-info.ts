import { z } from 'zod';
import { type Operator, type OperatorGroup, PbxUnavailable } from '../pbx.ts';
import { looseFlag, looseText, readAnswer } from './answer.ts';
import type { Client } from './client.ts';

const user = z.looseObject({
  pin: looseText,
  name: looseText,
  display_name: looseText,
  is_operator: looseFlag,
});

/** One user comes as a bare object where a list was to be expected. */
const users = z
  .union([z.array(z.unknown()), z.unknown().transform((one) => [one])])
  .transform((list) => list.flatMap((item) => user.safeParse(item).data ?? []));

/** A domain user: an operator together with the login that events and lists call him by. */
export type DomainUser = Operator & { login: string };

export function readUsers(field: unknown): DomainUser[] {
  return users
    .parse(field)
    .filter(({ pin }) => pin !== '')
    .map(({ pin, name, display_name, is_operator }) => ({
      pin,
      login: name,
      name: display_name || name || null,
      isOperator: is_operator,
    }));
}

const group = z.looseObject({ pin: looseText, users_list: z.array(looseText).catch([]) });

export function readGroups(field: unknown): OperatorGroup[] {
  const list = Array.isArray(field) ? field : [field];
  return list
    .flatMap((item) => group.safeParse(item).data ?? [])
    .filter(({ pin }) => pin !== '')
    .map(({ pin, users_list }) => ({ pin, members: users_list.filter((member) => member !== '') }));
}

export type UserDirectory = {
  /** At most `FRESH_MS` old; older while the vendor does not answer. Rejects with `PbxUnavailable`. */
  list(): Promise<readonly DomainUser[]>;
  /** Asks the vendor now. Rejects with `PbxUnavailable`. */
  refresh(): Promise<readonly DomainUser[]>;
  /** What is known at this moment, however old; empty before the first answer. */
  known(): readonly DomainUser[];
  /** As `list`, the groups of these users. */
  groups(): Promise<readonly OperatorGroup[]>;
};

const FRESH_MS = 5 * 60 * 1000;
/** After a failed refresh the old list serves for a while, so that a dead vendor is not hammered. */
const SECOND_TRY_MS = 15 * 1000;

export function createUserDirectory(
  client: Client,
  { domain, now }: { domain: string; now: () => Date },
): UserDirectory {
  let cached: readonly DomainUser[] | null = null;
  let groups: readonly OperatorGroup[] = [];
  let goodUntil = 0;
  let underWay: Promise<readonly DomainUser[]> | null = null;

  async function ask(): Promise<readonly DomainUser[]> {
    const exchange = await client.post('users_info', { domain });
    const answer = readAnswer(exchange);
    if (answer?.result !== '0') throw new PbxUnavailable(whyNot(exchange, answer));
    cached = readUsers(answer['users'] ?? []);
    groups = readGroups(answer['groups'] ?? []);
    goodUntil = now().getTime() + FRESH_MS;
    return cached;
  }

  function refresh(): Promise<readonly DomainUser[]> {
    underWay ??= ask().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  async function list(): Promise<readonly DomainUser[]> {
    if (cached !== null && now().getTime() < goodUntil) return cached;
    try {
      return await refresh();
    } catch (error) {
      if (cached === null) throw error;
      goodUntil = now().getTime() + SECOND_TRY_MS;
      return cached;
    }
  }

  return { list, refresh, known: () => cached ?? [], groups: () => list().then(() => groups) };
}

function whyNot(
  exchange: Awaited<ReturnType<Client['post']>>,
  answer: ReturnType<typeof readAnswer>,
): string {
  if (exchange.kind !== 'answered') return `users_info: ${exchange.why}`;
  return answer === null
    ? `users_info: HTTP ${exchange.status}, no readable answer`
    : `users_info: result ${answer.result}`;
}
