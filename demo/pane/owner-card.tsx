import { useState } from 'preact/hooks';
import { useWords } from '../texts/words.ts';

/** The other side of the same call: what the owner's systems can read of it. */
export function OwnerCard() {
  const { pane } = useWords().texts;
  const command = `curl -H "Authorization: Bearer $OWNER_TOKEN" ${location.origin}/v1/owner/calls`;
  return (
    <section class="owner-card" aria-labelledby="owner-title">
      <h2 id="owner-title">{pane.ownerTitle}</h2>
      <p>{pane.ownerText}</p>
      <div class="owner-command">
        <input
          readOnly
          value={command}
          aria-label={pane.ownerTitle}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={command} />
      </div>
    </section>
  );
}

function CopyButton({ text }: { text: string }) {
  const { pane } = useWords().texts;
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" onClick={() => void copy()}>
      {isCopied ? pane.copied : pane.copy}
    </button>
  );
}
