import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from '../build/packages.ts';
import { runPhp } from './run-php.ts';

export type Options = Record<string, Record<string, Record<string, unknown>>>;
/** `do`: what is asked; every page ends with the event `OnEpilog`. */
export type Asked = {
  do: 'install' | 'uninstall' | 'options' | 'component' | 'describe' | 'page';
  user?: { right?: string; admin?: boolean };
  sessid?: string;
  post?: Record<string, unknown>;
  params?: Record<string, unknown>;
  options?: Options;
  events?: Record<string, string[]>;
  modules?: string[];
  path?: string;
  admin?: boolean;
  editing?: boolean;
  language?: 'ru' | 'en';
  charset?: 'UTF-8' | 'windows-1251';
  main?: string;
  sites?: { LID: string; NAME: string }[];
};
export type Outcome = {
  output: string;
  /** What the page's head got through the asset API. */
  strings: string[];
  options: Options;
  events: Record<string, string[]>;
  modules: string[];
  copied: string[];
  thrown: string | null;
};

const STAND_IN = readFileSync(join(import.meta.dirname, 'bitrix.php'));
const RIGHTS = '<?php echo "<!-- rights -->";';

/** Runs the module as it is packed, in the encoding of the site. */
export async function openBitrix(asked: Asked): Promise<Outcome> {
  const charset = asked.charset ?? 'UTF-8';
  const suffix = charset === 'UTF-8' ? /bitrix-[\d.]+\.zip$/ : /marketplace\.zip$/;
  const own = packages().find(({ name }) => suffix.test(name))?.files ?? new Map();
  const files = new Map<string, Uint8Array>([
    ...[...own].map(([path, content]): [string, Uint8Array] => [
      path.replace(/^[^/]+/, 'module'),
      content,
    ]),
    ['root/bitrix/modules/main/admin/group_rights.php', Buffer.from(RIGHTS)],
    ['bitrix.php', STAND_IN],
    ['scenario.json', Buffer.from(JSON.stringify(asked))],
  ]);
  const said = await runPhp('8.2', files, ['/site/bitrix.php', '/site/scenario.json']);
  let outcome: Outcome;
  try {
    outcome = JSON.parse(said) as Outcome;
  } catch {
    // A notice, a warning, a fatal error: PHP's words are the message.
    throw new Error(said);
  }
  const read = (text: string) => new TextDecoder(charset).decode(Buffer.from(text, 'base64'));
  const { output, thrown } = outcome;
  return { ...outcome, output: read(output), thrown: thrown === null ? null : read(thrown) };
}
