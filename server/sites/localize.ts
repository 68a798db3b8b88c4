import type { z } from 'zod';
import type { localized } from '../../shared/site-settings.ts';

/** The wording for a locale, else for its language, else English, else whichever comes first. */
export function localize(text: z.infer<typeof localized>, locale: string): string {
  if (typeof text === 'string') return text;
  const language = locale.split('-')[0] ?? locale;
  return text[locale] ?? text[language] ?? text['en'] ?? Object.values(text)[0] ?? '';
}
