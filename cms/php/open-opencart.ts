import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from '../build/packages.ts';
import type { Files } from '../build/zip-package.ts';
import { runPhp } from './run-php.ts';

export type Generation = 3 | 4;

/** One request; `page` is one for a page of the storefront, as its footer has drawn it. */
export type Asked = {
  side?: 'admin' | 'catalog';
  route?: string;
  page?: string;
  get?: Record<string, unknown>;
  post?: Record<string, unknown>;
  server?: Record<string, string>;
  /** Routes that this user may change. */
  modify?: string[];
  customer?: { telephone: string; firstname: string };
  store?: number;
  language?: string;
};
export type Answer = {
  page: string | null;
  output: string;
  headers: string[];
  redirect: string | null;
  view: { route: string; data: Record<string, unknown> } | null;
};
export type Scenario = {
  requests: Asked[];
  stores?: { store_id: number; name: string }[];
  settings?: Settings;
  events?: Event[];
};
type Settings = Record<string, Record<string, Record<string, unknown>>>;
type Event = { code: string; trigger: string; action: string; status: number };
export type Outcome = { answers: Answer[]; settings: Settings; events: Event[] };

const STAND_IN = readFileSync(join(import.meta.dirname, 'opencart.php'));
/** The newest PHP that each generation runs on is what its newest release asks for. */
const PHP = '8.2';

/** Runs requests, one after the other, through the extension as it is packed. */
export async function openOpencart(generation: Generation, scenario: Scenario): Promise<Outcome> {
  const { settings = {}, events = [], stores = [] } = scenario;
  const outcome: Outcome = { answers: [], settings, events };
  for (const requests of bySide(scenario.requests)) {
    const ran = await runOnce(generation, { ...outcome, stores, requests });
    Object.assign(outcome, ran, { answers: [...outcome.answers, ...ran.answers] });
  }
  return outcome;
}

/** OpenCart 3 gives both sides of an extension one name: they are never loaded together. */
function bySide(requests: readonly Asked[]): Asked[][] {
  const groups: Asked[][] = [];
  const sideOf = ({ side = 'catalog' }: Asked) => side;
  for (const asked of requests) {
    const latest = groups.at(-1);
    if (latest?.[0] && sideOf(latest[0]) === sideOf(asked)) latest.push(asked);
    else groups.push([asked]);
  }
  return groups;
}

async function runOnce(generation: Generation, scenario: Scenario): Promise<Outcome> {
  const files = new Map([
    ...installed(generation),
    ['opencart.php', STAND_IN] as const,
    ['scenario.json', Buffer.from(JSON.stringify(scenario))] as const,
  ]);
  const args = ['/site/opencart.php', String(generation), '/site/scenario.json'];
  const said = await runPhp(PHP, files, args);
  try {
    return JSON.parse(said) as Outcome;
  } catch {
    // A notice, a warning, a fatal error: PHP's words are the message.
    throw new Error(said);
  }
}

/** Where OpenCart's installer puts the files. */
export function installed(generation: Generation): Files {
  const own = packages().find(({ name }) => name.startsWith(`opencart-${generation}/`))?.files;
  const folder = generation === 4 ? 'extension/ringlet/' : '';
  return new Map([...(own ?? [])].map(([path, content]) => [`${folder}${path}`, content]));
}
