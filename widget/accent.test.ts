import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentOf } from './accent.ts';

/** WCAG luminance of `#rgb`, `#rrggbb` or `rgb(r,g,b)`. */
function luminance(colour: string): number {
  const linear = channels(colour).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return [0.2126, 0.7152, 0.0722].reduce((sum, part, at) => sum + part * (linear[at] ?? 0), 0);
}
function channels(colour: string): number[] {
  if (colour.startsWith('rgb')) return (colour.match(/[\d.]+/g) ?? []).map((value) => +value / 255);
  const pairs =
    colour.length === 4
      ? colour
          .slice(1)
          .split('')
          .map((one) => one + one)
      : colour.slice(1).match(/../g);
  return (pairs ?? []).map((pair) => Number.parseInt(pair, 16) / 255);
}
const contrast = (one: string, other: string): number => {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05);
  return Math.max(ratio, 1 / ratio);
};

test('whatever the owner picks can be read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const hex = `#${number.toString(16).padStart(6, '0')}`;
      const accent = accentOf(hex);
      expect(contrast(hex, accent.on)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.link, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.dark, '#1f1d1a')).toBeGreaterThanOrEqual(7);
      expect(contrast(accent.dark, '#0a1a2b')).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 20_000 },
  );
});

test('the usual accent stays as it is', () => {
  const { on, link } = accentOf('#0b6bcb');
  expect(on).toBe('#fff');
  expect(contrast(link, '#0b6bcb')).toBeLessThan(1.01);
});
