import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../locale.ts';
import { en } from './en.ts';
import type { DemoTexts } from './texts.ts';

/** The page's language; it changes only with a new page, so that the widget's tag fits it. */
export type Words = { locale: Locale; texts: DemoTexts };

export const WordsContext = createContext<Words>({ locale: 'en', texts: en });

export function useWords(): Words {
  return useContext(WordsContext);
}
