import { useWords } from '../texts/words.ts';
import type { ProductId } from './products.ts';

/** What a careful buyer reads before asking for a call. */
export function Facts({ of }: { of: ProductId }) {
  const { shop } = useWords().texts;
  const facts = [[shop.madeOf, shop.products[of].madeOf] as const, ...shop.facts];
  return (
    <section class="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">{shop.factsTitle}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
