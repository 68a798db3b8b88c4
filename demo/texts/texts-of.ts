import type { Locale } from '../locale.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { DemoTexts } from './texts.ts';

/** Texts by locale; the page is a demo, so it carries all of them. */
export const textsOf: Record<Locale, DemoTexts> = { ru, en, de };
