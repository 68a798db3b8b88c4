import { useWords } from '../texts/words.ts';
import { LampArt } from './lamp-art.tsx';
import { PRODUCT_IDS, PRODUCTS, type ProductId } from './products.ts';
import { showPrice } from './show-price.ts';

export function Related({ besides }: { besides: ProductId }) {
  const { shop } = useWords().texts;
  return (
    <section class="related" aria-labelledby="related-title">
      <h2 id="related-title">{shop.goesWith}</h2>
      <ul>
        {PRODUCT_IDS.filter((id) => id !== besides).map((id) => (
          <RelatedLamp key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

function RelatedLamp({ id }: { id: ProductId }) {
  const { locale, texts } = useWords();
  const { price, ground, glazes } = PRODUCTS[id];
  return (
    <li>
      <a href={`#${id}`}>
        <span class="related-picture" data-ground={ground}>
          <LampArt id={id} glaze={glazes[0] ?? 'sand'} />
        </span>
        <span class="related-name">{texts.shop.products[id].name}</span>
        <span class="related-price">{showPrice(locale, price)}</span>
      </a>
    </li>
  );
}
