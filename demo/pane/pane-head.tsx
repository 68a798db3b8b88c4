import { LOCALES } from '../locale.ts';
import { textsOf } from '../texts/texts-of.ts';
import { useWords } from '../texts/words.ts';
import { Mark } from './mark.tsx';

export function PaneHead() {
  const { texts } = useWords();
  return (
    <div class="pane-head">
      <p class="brand">
        <Mark />
        <b>Ringlet</b> <span>{texts.pane.demo}</span>
      </p>
      <LanguageChoice />
    </div>
  );
}

function LanguageChoice() {
  const { locale, texts } = useWords();
  return (
    <label class="language">
      <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d="M3 12h18M12 3c5 5.300 5 12.700 0 18-5-5.300-5-12.700 0-18Z" />
      </svg>
      <span class="unseen">{texts.pane.language}</span>
      <select value={locale} onChange={(event) => openIn(event.currentTarget.value)}>
        {LOCALES.map((id) => (
          <option key={id} value={id}>
            {textsOf[id].languageName}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A new page rather than new words: the widget reads its language once, from its tag. */
function openIn(locale: string): void {
  const address = new URL(location.href);
  address.searchParams.set('locale', locale);
  location.assign(address);
}
