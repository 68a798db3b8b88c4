import { useEffect, useRef } from 'preact/hooks';
import { foldWidget } from '../widget-tag.ts';
import type { PhonesView, Side } from './phone-view.ts';

/** How long the widget's sheet stays in sight before it makes room for the phone that rings. */
const SHEET_SEEN_MS = 1600;

export function ringingSide(phones: PhonesView): Side | null {
  if (phones.visitor.state === 'ringing') return 'visitor';
  return phones.operator.state === 'ringing' ? 'operator' : null;
}

/**
 * Where the phones stand below the shop they are out of sight, under the widget's sheet: when one
 * begins to ring, the sheet folds and the phones come into view. Beside the shop, nothing moves.
 */
export function useShowRinging(ringing: Side | null) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ringing === null || !matchMedia('(max-width: 899.98px)').matches) return undefined;
    const timer = setTimeout(() => {
      foldWidget();
      place.current?.scrollIntoView({ block: 'start' });
    }, SHEET_SEEN_MS);
    return () => clearTimeout(timer);
  }, [ringing]);
  return place;
}
