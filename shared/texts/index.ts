import { de } from './de.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { Texts } from './texts.ts';

const LANGUAGES: Record<string, { dir: 'ltr' | 'rtl'; texts: Texts }> = {
  en: { dir: 'ltr', texts: en },
  ru: { dir: 'ltr', texts: ru },
  de: { dir: 'ltr', texts: de },
};

/** Languages that have all texts; the first is the default. */
export const LOCALES: readonly string[] = Object.keys(LANGUAGES);

/**
 * Best match of a BCP 47 tag (`de-AT` is served by `de`), English for what is unknown or absent.
 * `locale` keeps the visitor's own region where there is one, since `Intl` writes times by it.
 */
export function textsFor(locale: string | null | undefined): {
  locale: string;
  dir: 'ltr' | 'rtl';
  texts: Texts;
} {
  const tag = canonical(locale);
  const language = LANGUAGES[tag.split('-')[0] ?? ''];
  return language === undefined
    ? { locale: 'en', dir: 'ltr', texts: en }
    : { locale: tag, ...language };
}

function canonical(locale: string | null | undefined): string {
  try {
    return Intl.getCanonicalLocales(locale ?? 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}
