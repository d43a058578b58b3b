// The language of templates, and its errors with file and line.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fields } from './field.js';
import { parseTemplate, renderTemplate } from './template.js';

const must = (skip: readonly string[] = []): string => {
  const wanted = fields.filter((field) => field.must && field.notices.includes('person') && !skip.includes(field.name));
  return wanted.map(({ kind, name }) => (kind === 'text' ? `{{${name}}}` : `{{#${name}}}{{/${name}}}`)).join('');
};
const parse = (text: string, skip: readonly string[] = []) =>
  parseTemplate('person', 'de/person.txt', `${text}\n${must(skip)}`);
const render = (text: string, values: Parameters<typeof renderTemplate>[1]): string =>
  renderTemplate(parse(text), values).split('\n')[0] ?? '';

describe('a template', () => {
  it('fills fields, shows sections, and repeats lists with the fields of each entry', () => {
    expect(render('An {{ mailbox }}', { mailbox: 'a@x' })).toBe('An a@x');
    expect(render('{{#sure}}sicher{{/sure}}{{^sure}}unsicher{{/sure}}', { sure: true })).toBe('sicher');
    expect(render('{{#sure}}sicher{{/sure}}{{^sure}}unsicher{{/sure}}', { sure: false })).toBe('unsicher');
    expect(
      render('{{#folders}}{{folder}} {{mailbox}};{{/folders}}', {
        mailbox: 'm',
        folders: [{ folder: 'a' }, { folder: 'b' }],
      }),
    ).toBe('a m;b m;');
    expect(render('{{#name}}Liebe {{name}}{{/name}}{{^name}}Guten Tag{{/name}}', { name: '' })).toBe('Guten Tag');
  });

  it('takes nothing of a value for a field, and lets no empty line be where a section began', () => {
    expect(render('{{mailbox}}', { mailbox: '{{telephone}}', telephone: '1' })).toBe('{{telephone}}');
    const text = 'a\n{{#read}}\nb\n{{/read}}\n{{^read}}\nc\n{{/read}}\nd';
    expect(renderTemplate(parse(text), { read: true }).startsWith('a\nb\nd')).toBe(true);
    expect(renderTemplate(parse(text), { read: false }).startsWith('a\nc\nd')).toBe(true);
  });

  it('may come from Windows', () => {
    expect(
      renderTemplate(parse('\ufeffa\r\n{{#read}}\r\nb\r\n{{/read}}\r\nc'), { read: true }).startsWith('a\nb\nc'),
    ).toBe(true);
  });

  it.each([
    ['one\n{{mailbux}}', 'de/person.txt:2: there is no field mailbux here'],
    ['{{folder}}', 'de/person.txt:1: there is no field folder here'],
    ['{{#folders}}{{evidence}}{{/folders}}', 'de/person.txt:1: there is no field evidence here'],
    ['{{sure}}', 'de/person.txt:1: sure is no text but true or false'],
    ['a\nb {{folders}}', 'de/person.txt:2: folders is no text but a list'],
    ['{{#sure}}\n{{/read}}', 'de/person.txt:2: {{/read}} stands where {{/sure}} of line 1 is due'],
    ['{{/sure}}', 'de/person.txt:1: {{/sure}} ends a section that was not begun'],
    ['\n{{#sure}}a', 'de/person.txt:2: the section sure does not end'],
    ['{{mail box}}', 'de/person.txt:1: braces that are no field'],
    ['{{mailbox}', 'de/person.txt:1: braces that are no field'],
  ])('%j is an error with file and line', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it.each(['telephone', 'reference', 'periods', 'blind', 'tlp'])(
    'without %s is an error, since its reader would miss it',
    (name) => {
      expect(() => parse('', [name])).toThrow(`the field ${name} does not stand in it`);
    },
  );
});

it('docs/notices.md documents every field, and no other', () => {
  const docs = readFileSync(new URL('../../../docs/notices.md', import.meta.url), 'utf8');
  const rows = [...docs.matchAll(/^\| `([\w.]+)`( \*)? \| (\w+) \| ([\w, ]+) \| (.+) \|$/gm)].map(
    ([, name, star, kind, who, meaning]) => `${name}${star ?? ''} ${kind} ${who}: ${meaning}`,
  );
  const wanted = fields.map(
    ({ name, of, kind, notices, must: needed, meaning }) =>
      `${of === undefined ? '' : `${of}.`}${name}${needed ? ' *' : ''} ${kind} ${notices.join(', ')}: ${meaning}`,
  );
  expect(rows).toEqual(wanted);
});
