import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Ears, News } from './engine.ts';
import { soon } from './soon.ts';

/** Both names are per database, as channels and advisory locks are. */
export const CHANNEL = 'ringlet_changes';
const PRESENCE_LOCK = 7_274_001;
const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 2_000;
const ALONE_TRIES = 3;
const ALONE_PAUSE_MS = 100;
/** A connection that only listens would never notice that the other end is gone. */
const PULSE_MS = 5_000;

/** What one relay tells the others; `from` lets it skip its own words. */
type Message = News & { from: string };

export type Channel = {
  /** The text to send through `pg_notify`. */
  encode(news: News): string;
  listen(ears: Ears): Promise<void>;
  /** Runs `work` if no other relay is connected, before one can be. */
  ifAlone(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/**
 * One connection that listens for other relays and, by a lock that lives with it, shows them that
 * this one is there. Comes back by itself, and says when it may have missed something.
 */
export function openChannel(connectionString: string): Channel {
  const self = randomUUID();
  let ears: Ears | null = null;
  let client: pg.Client | null = null;
  let pulse: NodeJS.Timeout | undefined;
  let isClosed = false;

  const hear = ({ payload }: pg.Notification) => {
    const { from, ...news } = JSON.parse(payload ?? '{}') as Message;
    if (from !== self) ears?.heard(news);
  };
  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({
      connectionString,
      connectionTimeoutMillis: PULSE_MS,
      query_timeout: PULSE_MS,
      keepAlive: true,
      application_name: 'ringlet listener',
    });
    next.on('error', () => undefined);
    next.on('notification', hear);
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      return next;
    } catch (error) {
      drop(next);
      throw error;
    }
  };
  const hold = (held: pg.Client) => {
    client = held;
    held.once('end', () => void comeBack());
    pulse = setInterval(() => void held.query('select 1').catch(() => drop(held)), PULSE_MS);
    pulse.unref();
  };
  const comeBack = async () => {
    clearInterval(pulse);
    client = null;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
      if (isClosed) return;
      const next = await connect().catch(() => null);
      if (next === null) continue;
      hold(next);
      // If this fails, the connection is gone again, and its end has been heard.
      await soon(lock('pg_advisory_lock_shared'));
      ears?.missed();
      return;
    }
  };
  const lock = async (name: string): Promise<unknown> => {
    const result = await client?.query(`select ${name}($1) as got`, [PRESENCE_LOCK]);
    return result?.rows[0]?.got;
  };
  return {
    encode: (news) => JSON.stringify({ from: self, ...news } satisfies Message),
    async listen(given) {
      ears = given;
      hold(await connect());
    },
    async ifAlone(work) {
      let isAlone = await lock('pg_try_advisory_lock');
      // A relay that was killed a moment ago may seem to be there still.
      for (let left = ALONE_TRIES; !isAlone && left > 0; left--) {
        await new Promise((resolve) => setTimeout(resolve, ALONE_PAUSE_MS));
        isAlone = await lock('pg_try_advisory_lock');
      }
      if (isAlone) await work();
      await lock('pg_advisory_lock_shared');
      if (isAlone) await lock('pg_advisory_unlock');
    },
    async close() {
      isClosed = true;
      clearInterval(pulse);
      const held = client;
      if (held === null) return;
      await soon(held.end());
      drop(held);
    },
  };
}

/** Without waiting for a server that does not answer: `end` would. */
function drop(client: pg.Client) {
  (
    client as unknown as { connection: { stream: { destroy(): void } } }
  ).connection.stream.destroy();
}
