/** Colours of the family that is computed from the one an owner picks, as CSS. */
export type Accent = { on: string; link: string; dark: string };

type Rgb = [red: number, green: number, blue: number];

/**
 * Text on the accent is white where that reads (4.5:1), else black, since warm ink does not
 * always; links and rings are darkened until they read on white (4.5:1), the accent of dark pages
 * is lightened until it reads on the dark card (7:1). 2.2 is near enough to the curve of sRGB
 * when a little more than needed is asked for.
 */
export function accentOf(hex: string): Accent {
  const own = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb;
  const lightness = ([red, green, blue]: Rgb) =>
    0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2;
  const mixed = (goal: number, enough: (light: number) => boolean) => {
    let colour = own;
    for (let part = 0; !enough(lightness(colour)); part += 0.05) {
      colour = own.map((value) => value + (goal - value) * part) as Rgb;
    }
    return `rgb(${colour.map((value) => value * 255).join()})`;
  };
  return {
    on: lightness(own) > 0.181 ? '#000' : '#fff',
    link: mixed(0, (light) => light < 0.178),
    dark: mixed(1, (light) => light > 0.4),
  };
}
