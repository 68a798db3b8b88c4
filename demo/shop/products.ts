/** The lamps of the shop; words are in the texts, drawings in `lamp-art.tsx`. */
export const PRODUCT_IDS = ['bell', 'thread', 'noon', 'moon', 'crane'] as const;
export type ProductId = (typeof PRODUCT_IDS)[number];

export type GlazeId = 'terracotta' | 'sage' | 'sand' | 'night' | 'ochre' | 'milk';

/** Price in whole roubles; the first glaze is the one shown at first. */
export type Product = { id: ProductId; price: number; ground: Ground; glazes: GlazeId[] };
type Ground = 'cream' | 'mist' | 'straw' | 'dusk' | 'clay';

export const PRODUCTS: Record<ProductId, Product> = {
  bell: {
    id: 'bell',
    price: 12_400,
    ground: 'cream',
    glazes: ['terracotta', 'sage', 'sand', 'night'],
  },
  thread: { id: 'thread', price: 7900, ground: 'mist', glazes: ['sage', 'night', 'terracotta'] },
  noon: { id: 'noon', price: 5600, ground: 'straw', glazes: ['ochre', 'milk', 'night'] },
  moon: { id: 'moon', price: 9800, ground: 'dusk', glazes: ['milk', 'sand'] },
  crane: { id: 'crane', price: 18_900, ground: 'clay', glazes: ['night', 'terracotta', 'sage'] },
};

/** Pages of the shop's menu: the lamp that each kind opens with. */
export const MENU: ProductId[] = ['bell', 'thread', 'noon', 'crane'];

/** `#noon` → `noon`; the bell for everything the shop does not have. */
export function readProduct(hash: string): ProductId {
  return PRODUCT_IDS.find((id) => hash === `#${id}`) ?? 'bell';
}
