// The few marks of which a plot is made, as text. Same figures, same bytes; colours follow the reader's light or dark theme.

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 14px } .quiet { fill: #59636e } .right { text-anchor: end } .middle { text-anchor: middle }
  .grid { stroke: #d1d9e0; stroke-width: 1 } .a { fill: #0969da } .b { fill: #bc4c00 } .goal { stroke: #1a7f37; stroke-dasharray: 4 3; stroke-width: 1.5 }
  .wa { stroke: #0969da; stroke-width: 2 } .wb { stroke: #bc4c00; stroke-width: 2 } .hollow { fill-opacity: 0.25 }
  .page { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .quiet { fill: #9198a1 } .grid { stroke: #3d444d } .a { fill: #4493f8 } .b { fill: #f0883e }
    .wa { stroke: #4493f8 } .wb { stroke: #f0883e } .goal { stroke: #3fb950 } .page { fill: #0d1117 }
  }`;

const n = (value) => String(Math.round(value * 10) / 10);
const safe = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const text = (x, y, words, kind = '') => `<text x="${n(x)}" y="${n(y)}" class="${kind}">${safe(words)}</text>`;
export const line = (x1, y1, x2, y2, kind) =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" class="${kind}"/>`;
export const box = (x, y, width, height, kind) =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(height)}" class="${kind}"/>`;
export const dot = (x, y, kind) => `<circle cx="${n(x)}" cy="${n(y)}" r="4" class="${kind}"/>`;

/** A whole picture; `title` is also what a screen reader says. */
export function picture(width, height, title, marks) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${safe(title)}</title>`,
    `<style>${style}\n</style>`,
    box(0, 0, width, height, 'page'),
    text(12, 22, title, 'title'),
    ...marks,
    '</svg>\n',
  ].join('\n');
}
