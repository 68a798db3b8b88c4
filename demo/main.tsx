import { render } from 'preact';
import { chooseLocale } from './locale.ts';
import { Page } from './page.tsx';
import { textsOf } from './texts/texts-of.ts';
import { WordsContext } from './texts/words.ts';
import { addWidgetTag } from './widget-tag.ts';

const locale = chooseLocale(location.search, navigator.languages);
const texts = textsOf[locale];
document.documentElement.lang = locale;

const root = document.querySelector('#page');
if (root !== null) {
  render(
    <WordsContext.Provider value={{ locale, texts }}>
      <Page />
    </WordsContext.Provider>,
    root,
  );
}
addWidgetTag(locale);
