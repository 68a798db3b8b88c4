import { useEffect, useState } from 'preact/hooks';
import type { QuirkView } from '../../server/demo/demo-quirks.ts';
import { readQuirks, setQuirk } from '../relay.ts';
import { useWords } from '../texts/words.ts';

/** Switches of the simulated PBX, for whoever wants to see what the call survives. */
export function Faults() {
  const { locale, texts } = useWords();
  const [quirks, setQuirks] = useState<QuirkView[]>([]);
  useEffect(() => void readQuirks(locale).then(setQuirks), [locale]);
  if (quirks.length === 0) return null;
  const turn = async (id: string, on: boolean) => {
    const now = await setQuirk(id, on, locale);
    setQuirks((before) => (now.length === 0 ? [...before] : now));
  };
  const active = quirks.filter(({ on }) => on).length;
  return (
    <details class="faults">
      <summary>
        {texts.pane.faults}
        {active > 0 && <b>{active}</b>}
      </summary>
      <p>{texts.pane.faultsHint}</p>
      <ul>
        {quirks.map(({ id, name, on }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={on}
                onChange={(event) => void turn(id, event.currentTarget.checked)}
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
