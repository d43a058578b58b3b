// Contrast of the colours, in light and in dark: 4.5 for text and 3 for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11).
import { describe, expect, it } from 'vitest';
import { markingOf, tlpNames } from '../marking.js';
import { dark, light } from './style.js';

const colours = (palette: string): Record<string, string> =>
  Object.fromEntries(
    [...palette.matchAll(/--(\w+):(#[0-9a-f]+);/g)].map(([, name = '', colour = '']) => [name, colour]),
  );

function luminance(colour: string): number {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, (digit) => digit + digit) : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', light],
  ['dark', dark],
])('in %s', (_name, palette) => {
  const all = colours(palette);
  it.each(['text', 'soft', 'calm'])('%s can be read', (name) => {
    for (const ground of ['ground', 'band'])
      expect(contrast(all[name] ?? '', all[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  it.each(['accent', 'suspect', 'calm', 'quiet', 'hatch'])('%s can be told from what is behind it', (name) => {
    for (const ground of ['ground', 'band'])
      expect(contrast(all[name] ?? '', all[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});

it.each(tlpNames)('TLP:%s can be read on black', (tlp) => {
  expect(contrast(markingOf(tlp).colour.toLowerCase(), '#000')).toBeGreaterThanOrEqual(4.5);
});
