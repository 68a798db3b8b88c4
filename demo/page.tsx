import { Pane } from './pane/pane.tsx';
import { Shop } from './shop/shop.tsx';

/** The shop that a visitor sees and, beside it, the telephones that the PBX rings. */
export function Page() {
  return (
    <div class="page">
      <Shop />
      <Pane />
    </div>
  );
}
