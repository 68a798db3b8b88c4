import type { ComponentChildren } from 'preact';
import type { GlazeId, ProductId } from './products.ts';

type Props = { id: ProductId; glaze: GlazeId; isLarge?: boolean };

/** Flat drawings of the lamps; the glaze's two colours come from `shop.css` (`data-glaze`). */
export function LampArt({ id, glaze, isLarge = false }: Props) {
  const hangs = id === 'bell' || id === 'moon';
  return (
    <svg
      class="lamp"
      data-glaze={glaze}
      data-lamp={id}
      viewBox={isLarge ? '0 0 400 432' : '60 40 280 208'}
      preserveAspectRatio={hangs ? 'xMidYMin slice' : 'xMidYMid meet'}
      aria-hidden="true"
    >
      {isLarge ? LARGE[id] : SMALL[id]}
    </svg>
  );
}

const bell = (
  <>
    <path class="beam" d="M112 214H288L400 432H0Z" />
    <path class="cord" d="M200 0V76" />
    <rect class="metal" x="191.5" y="69" width="17" height="18" rx="3.5" />
    <path class="glaze-light" d="M200 83c62 0 98 55 102 124H98c4-69 40-124 102-124Z" />
    <path
      class="glaze-dark"
      d="M208 83.300c57 3.700 90 57 94 123.700h-39c-3-66-21-115-55-123.700Z"
    />
    <rect class="glaze-rim" x="96" y="206" width="208" height="8" rx="4" />
    <path class="bulb" d="M165 214a35 13 0 0 0 70 0Z" />
  </>
);

const moon = (
  <>
    <path class="cord" d="M200 0V96" />
    <circle class="halo" cx="200" cy="178" r="116" />
    <circle class="glaze-light" cx="200" cy="178" r="78" />
    <path class="glaze-dark" d="M232 107a78 78 0 0 1-72 138.300 78 78 0 0 0 72-138.300Z" />
    <rect class="metal" x="184" y="90" width="32" height="16" rx="4" />
  </>
);

const thread = (
  <>
    <path class="beam" d="M226 150 290 168 330 344H150Z" />
    <path class="cord thick" d="M146 338V186L206 142" />
    <path class="glaze-light" d="M196 92 262 106 294 186 184 164Z" />
    <path class="glaze-dark" d="M240 101.300 262 106 294 186 252 177.600Z" />
    <circle class="metal" cx="146" cy="186" r="7" />
    <rect class="metal" x="100" y="336" width="92" height="12" rx="6" />
    <path class="ledge" d="M0 348H400V432H0Z" />
  </>
);

const noon = (
  <>
    <path class="beam" d="M156 222H328L392 432H92Z" />
    <rect class="metal" x="76" y="168" width="22" height="104" rx="11" />
    <path class="cord thick" d="M98 218H212" />
    <path class="glaze-light" d="M156 220a86 86 0 0 1 172 0Z" />
    <path class="glaze-dark" d="M262 136.800A86 86 0 0 1 328 220h-36c0-36-10-64-30-83.200Z" />
    <path class="bulb" d="M218 220a24 11 0 0 0 48 0Z" />
  </>
);

const crane = (
  <>
    <path class="beam" d="M216 176H336L368 400H156Z" />
    <path class="cord thick" d="M108 392V190C108 96 168 56 226 62c34 4 50 28 50 58" />
    <path class="glaze-light" d="M276 112c36 0 60 28 64 62H212c4-34 28-62 64-62Z" />
    <path class="glaze-dark" d="M286 113c32 5 51 31 54 61h-24c-2-30-10-52-30-61Z" />
    <path class="bulb" d="M256 174a20 9 0 0 0 40 0Z" />
    <rect class="metal" x="62" y="388" width="92" height="12" rx="6" />
    <path class="ledge" d="M0 400H400V432H0Z" />
  </>
);

const LARGE: Record<ProductId, ComponentChildren> = { bell, moon, thread, noon, crane };

/** The same drawings, set smaller into the cards' landscape frame. */
const SMALL: Record<ProductId, ComponentChildren> = {
  bell: <g transform="translate(70 22) scale(.65)">{bell}</g>,
  moon: <g transform="translate(70 18) scale(.65)">{moon}</g>,
  thread: <g transform="translate(90 18) scale(.56)">{thread}</g>,
  noon: <g transform="translate(84 32) scale(.56)">{noon}</g>,
  crane: <g transform="translate(92 30) scale(.52)">{crane}</g>,
};
