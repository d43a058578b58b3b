// Templates of notices: plain text with `{{field}}`, `{{#section}}…{{/section}}` for what is there (once for each entry of a list) and
// `{{^section}}…{{/section}}` for what is not. A line that holds nothing but one end of a section leaves no line. What a template names and
// does not exist, or does not name and must, is an error with file and line: a notice with a hole in it may already be on its way.
import { LetterlockError } from '../../util/error.js';
import { fieldOf, fields, type Notice } from './field.js';
import { noticeText } from './safe-text.js';

export type Value = string | boolean | readonly Values[];
export interface Values {
  readonly [name: string]: Value;
}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'section'; readonly name: string; readonly inverted: boolean; readonly nodes: Node[] };

export interface Template {
  readonly notice: Notice;
  readonly nodes: readonly Node[];
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly isList: boolean;
  readonly nodes: Node[];
}

const tag = /\{\{([#^/]?)\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g;
const alone = /^[ \t]*\{\{[#^/]\s*[A-Za-z][A-Za-z0-9]*\s*\}\}[ \t]*$/;

const wrong = (path: string, line: number, message: string, hint: string): LetterlockError =>
  new LetterlockError({ code: 'noticeTemplate', message: `${path}:${line}: ${message}`, hint });

const documented = 'docs/notices.md lists the fields';

/** Throws `noticeTemplate`. `path`: as the error names it. */
export function parseTemplate(notice: Notice, path: string, content: string): Template {
  const root: Node[] = [];
  const open: Open[] = [{ name: '', line: 0, isList: false, nodes: root }];
  const used = new Set<string>();
  const inner = (): Open => open.at(-1) as Open;
  const lists = (): string[] => open.filter(({ isList }) => isList).map(({ name }) => name);
  const text = (value: string): void => {
    if (value !== '') inner().nodes.push({ kind: 'text', text: value });
  };

  function take(line: number, sign: string, name: string): void {
    if (sign === '/') {
      const { name: last, line: since } = inner();
      if (open.length === 1 || last !== name)
        throw wrong(
          path,
          line,
          open.length === 1
            ? `{{/${name}}} ends a section that was not begun`
            : `{{/${name}}} stands where {{/${last}}} of line ${since} is due`,
          'sections end in the reverse order in which they begin',
        );
      open.pop();
      return;
    }
    const field = fieldOf(notice, name, lists());
    if (field === undefined) throw wrong(path, line, `there is no field ${name} here`, documented);
    if (sign === '' && field.kind !== 'text')
      throw wrong(
        path,
        line,
        `${name} is no text but ${field.kind === 'list' ? 'a list' : 'true or false'}`,
        `write {{#${name}}}…{{/${name}}}`,
      );
    used.add(JSON.stringify([field.of ?? '', name]));
    if (sign === '') return void inner().nodes.push({ kind: 'field', name });
    const nodes: Node[] = [];
    inner().nodes.push({ kind: 'section', name, inverted: sign === '^', nodes });
    open.push({ name, line, isList: field.kind === 'list' && sign === '#', nodes });
  }

  const lines = content
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  lines.forEach((each, i) => {
    const end = i === lines.length - 1 || alone.test(each) ? '' : '\n';
    const bare = alone.test(each) ? each.trim() : each;
    let at = 0;
    for (const found of bare.matchAll(tag)) {
      text(bare.slice(at, found.index));
      take(i + 1, found[1] ?? '', found[2] ?? '');
      at = found.index + found[0].length;
    }
    const rest = bare.slice(at);
    if (/\{\{|\}\}/.test(rest))
      throw wrong(path, i + 1, 'braces that are no field', 'write {{name}}, {{#name}}, {{^name}} or {{/name}}');
    text(rest + end);
  });
  const [, left] = open;
  if (left !== undefined)
    throw wrong(path, left.line, `the section ${left.name} does not end`, `write {{/${left.name}}} where it ends`);
  const lacking = fields.find(
    (field) => field.must && field.notices.includes(notice) && !used.has(JSON.stringify([field.of ?? '', field.name])),
  );
  if (lacking !== undefined)
    throw wrong(
      path,
      lines.length,
      `the field ${lacking.name} does not stand in it, and its reader would miss it (${lacking.meaning})`,
      documented,
    );
  return { notice, nodes: root };
}

const isThere = (value: Value | undefined): boolean =>
  typeof value === 'object' ? value.length > 0 : value !== undefined && value !== '' && value !== false;

function fill(nodes: readonly Node[], scopes: readonly Values[]): string {
  const known = (name: string): Value | undefined => scopes.find((scope) => Object.hasOwn(scope, name))?.[name];
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      const value = known(node.name);
      if (node.kind === 'field') return typeof value === 'string' ? noticeText(value) : '';
      if (node.inverted) return isThere(value) ? '' : fill(node.nodes, scopes);
      if (!isThere(value)) return '';
      return typeof value === 'object'
        ? value.map((item) => fill(node.nodes, [item, ...scopes])).join('')
        : fill(node.nodes, scopes);
    })
    .join('');
}

/** The notice, with every value made safe for it. At most two empty lines in a row stay. */
export const renderTemplate = ({ nodes }: Template, values: Values): string =>
  `${fill(nodes, [values])
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
