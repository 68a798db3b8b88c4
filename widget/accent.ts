/** Colours of the family that is computed from the one an owner picks. */
export type Accent = { on: string; link: string; dark: string };

/**
 * Text on the accent is white where that reads (4.5:1), else ink; links and rings are darkened
 * until they read on white, the accent of dark pages is lightened to 7:1 on the dark card.
 */
export function accentOf(hex: string): Accent {
  return {
    on: contrast(hex, '#ffffff') < 4.5 ? '#1d1b18' : '#ffffff',
    link: towards(0, hex, '#ffffff', 4.6),
    dark: towards(255, hex, '#1f1d1a', 7),
  };
}

/** WCAG 2.2 contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05);
  return Math.max(ratio, 1 / ratio);
}

/** Mixes with black (0) or white (255) in steps of a twentieth until it is enough. */
function towards(goal: number, hex: string, ground: string, enough: number): string {
  let colour = hex;
  for (let step = 0; contrast(colour, ground) < enough; step += 0.05) {
    const mixed = channels(hex).map((value) => Math.round(value + (goal - value) * step));
    colour = `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  }
  return colour;
}

function luminance(hex: string): number {
  const linear = channels(hex).map((value) =>
    value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 3294.6,
  );
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * (linear[at] ?? 0), 0);
}

const channels = (hex: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
