import type { SimulatedUser } from './phones.ts';
import type { Reply } from './reply.ts';

/** `users_info`: all users, or the one asked for as a bare object. */
export function usersReply(
  body: Readonly<Record<string, unknown>>,
  { users, domain }: { users: readonly SimulatedUser[]; domain: string },
): Reply {
  if (body['domain'] !== undefined && body['domain'] !== domain) {
    return { json: { result: 1, resultMessage: 'Домен не найден' } };
  }
  const pin = body['user_pin'];
  const listed = users.map((user) => ({
    display_name: user.displayName,
    name: user.name,
    pin: user.pin,
    is_supervisor: false,
    is_operator: user.isOperator,
    email: '',
    recording: 1,
  }));
  return {
    json: {
      result: 0,
      resultMessage: '',
      users: pin === undefined ? listed : listed.find((user) => user.pin === pin),
      groups: [
        {
          name: 'sales',
          pin: '500',
          email: '',
          distribution: 1,
          users_list: users.filter((user) => user.isOperator).map((user) => user.pin),
        },
      ],
    },
  };
}
