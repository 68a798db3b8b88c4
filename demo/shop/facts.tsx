import { useWords } from '../texts/words.ts';

/** What a careful buyer reads before asking for a call. */
export function Facts() {
  const { shop } = useWords().texts;
  return (
    <section class="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">{shop.factsTitle}</h2>
      <dl>
        {shop.facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
