import { useWords } from '../texts/words.ts';

export function Faults() {
  const { pane } = useWords().texts;
  return (
    <details class="faults">
      <summary>{pane.faults}</summary>
      <p>{pane.faultsHint}</p>
    </details>
  );
}
