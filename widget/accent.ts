/** Colours of the family that is computed from the one an owner picks, as CSS. */
export type Accent = { on: string; link: string; dark: string };

/**
 * Text on the accent is white where that reads (4.5:1), else black, since warm ink does not always; links and rings are darkened
 * until they read on white, the accent of dark pages is lightened to 7:1 on the dark card. In
 * linear light the WCAG luminance is a plain sum, so both are one multiplication, not a search.
 */
export function accentOf(hex: string): Accent {
  // A power of 2.2 is near enough: what is computed from it is handed to CSS as linear light.
  const linear = [1, 3, 5].map(
    (at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2,
  ) as [number, number, number];
  const light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  const colour = (part: (value: number) => number) =>
    `color(srgb-linear ${linear.map(part).join(' ')})`;
  return {
    on: light > 0.181 ? '#000' : '#fff',
    link: colour((value) => value * Math.min(1, 0.178 / light)),
    dark: colour((value) => value + (1 - value) * Math.max(0, (0.4 - light) / (1 - light))),
  };
}
