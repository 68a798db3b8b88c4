import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../texts/words.ts';
import { Facts } from './facts.tsx';
import { ProductSheet } from './product-sheet.tsx';
import { type ProductId, readProduct } from './products.ts';
import { Related } from './related.tsx';
import { ShopHeader } from './shop-header.tsx';

/** A shop somebody could really own, in its own typeface: the page the widget is a guest on. */
export function Shop() {
  const { texts } = useWords();
  const product = useProduct();
  const [inBasket, setInBasket] = useState(0);
  const { name } = texts.shop.products[product];
  useEffect(() => {
    document.title = `${name} · ${texts.shop.name}`;
  }, [name, texts]);
  return (
    <div class="shop">
      <ShopHeader product={product} inBasket={inBasket} />
      <main class="shop-main">
        <ProductSheet
          key={product}
          id={product}
          isInBasket={inBasket > 0}
          onBuy={() => setInBasket(inBasket + 1)}
        />
        <Related besides={product} />
        <Facts of={product} />
      </main>
      <footer class="shop-footer">
        {texts.shop.footer.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </footer>
    </div>
  );
}

/** The lamp named by the address (`#noon`), so that Back works as in any shop. */
function useProduct(): ProductId {
  const [product, setProduct] = useState(() => readProduct(location.hash));
  useEffect(() => {
    const follow = () => {
      setProduct(readProduct(location.hash));
      window.scrollTo({ top: 0, behavior: 'instant' });
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return product;
}
