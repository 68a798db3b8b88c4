/** Colours of the family that is computed from the one an owner picks. */
export type Accent = { fill: string; on: string; link: string; dark: string };

type Rgb = [number, number, number];
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const INK = '#1d1b18';
const DARK_SURFACE = '#1f1d1a';

/**
 * Text on the accent is white where that reads (4.5:1), else ink; links and rings are darkened
 * until they read on white, the accent of dark pages is lightened to 7:1 on the dark card.
 */
export function accentOf(hex: string): Accent {
  return {
    fill: hex,
    on: contrast(hex, '#ffffff') >= 4.5 ? '#fff' : INK,
    link: until(hex, BLACK, '#ffffff', 4.6),
    dark: until(hex, WHITE, DARK_SURFACE, 7),
  };
}

/** WCAG 2.2 contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function until(hex: string, goal: Rgb, ground: string, enough: number): string {
  let colour = hex;
  for (let step = 1; contrast(colour, ground) < enough && step <= 20; step++) {
    colour = `#${channels(hex)
      .map((value, at) => Math.round(value + ((goal[at] as number) - value) * step * 0.05))
      .map((value) => value.toString(16).padStart(2, '0'))
      .join('')}`;
  }
  return colour;
}

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}
