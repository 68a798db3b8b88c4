import { useState } from 'preact/hooks';
import { useWords } from '../texts/words.ts';
import { GlazeChoice } from './glaze-choice.tsx';
import { LampArt } from './lamp-art.tsx';
import { PRODUCTS, type ProductId } from './products.ts';
import { showPrice } from './show-price.ts';

type Props = { id: ProductId; isInBasket: boolean; onBuy: () => void };

/** The product page: what it is, in which glaze, for how much. */
export function ProductSheet({ id, isInBasket, onBuy }: Props) {
  const { locale, texts } = useWords();
  const { price, ground, glazes } = PRODUCTS[id];
  const [glaze, setGlaze] = useState(glazes[0] ?? 'terracotta');
  const { kind, material, name, text, delivery } = texts.shop.products[id];
  return (
    <article class="product">
      <div class="product-words">
        <p class="product-path">
          {kind} / {material}
        </p>
        <h1>{name}</h1>
        <p class="product-text">{text}</p>
        <GlazeChoice glazes={glazes} chosen={glaze} onChoose={setGlaze} />
        <p class="product-price">{showPrice(locale, price)}</p>
        <p class="product-delivery">{delivery}</p>
        <button type="button" class="product-buy" onClick={onBuy}>
          {isInBasket ? texts.shop.addOneMore : texts.shop.addToBasket}
        </button>
        <button type="button" class="product-ask" data-ringlet-open>
          {texts.shop.ask}
        </button>
      </div>
      <div class="product-picture" data-ground={ground}>
        <LampArt id={id} glaze={glaze} isLarge />
      </div>
    </article>
  );
}
