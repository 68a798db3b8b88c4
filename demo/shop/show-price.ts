/** `12 400 ₽`, `₽12,400`, `12.400 ₽`: whole roubles as the language writes them. */
export function showPrice(locale: string, roubles: number): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(roubles);
}
