import { fill } from '../texts/fill.ts';
import { useWords } from '../texts/words.ts';
import { MENU, PRODUCTS, type ProductId } from './products.ts';

const SHOP_PHONE = { href: 'tel:+74951234567', national: '+7 495 123-45-67' };

type Props = { product: ProductId; inBasket: number };

export function ShopHeader({ product, inBasket }: Props) {
  const { shop } = useWords().texts;
  return (
    <header class="shop-header">
      <a class="shop-name" href="#bell">
        {shop.name}
      </a>
      <nav class="shop-nav" aria-label={shop.nav.label}>
        {MENU.map((id) => (
          <a key={id} href={`#${id}`} aria-current={isOpen(id, product) ? 'page' : undefined}>
            {shop.nav.items[id]}
          </a>
        ))}
      </nav>
      <a
        class="shop-phone"
        href={SHOP_PHONE.href}
        aria-label={fill(shop.phone, { number: SHOP_PHONE.national })}
      >
        {SHOP_PHONE.national}
      </a>
      <Basket count={inBasket} label={fill(shop.basket, { count: inBasket })} />
    </header>
  );
}

function isOpen(item: ProductId, product: ProductId): boolean {
  const isPendant = PRODUCTS[product].id === 'moon';
  return item === (isPendant ? 'bell' : product);
}

function Basket({ count, label }: { count: number; label: string }) {
  return (
    <p class="shop-basket">
      <span class="unseen">{label}</span>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M6.2 8.5h11.6l1.2 11.75H5z M9 8.5V7a3 3 0 0 1 6 0v1.5" />
      </svg>
      {count > 0 && <b aria-hidden="true">{count}</b>}
    </p>
  );
}
