// Redaction searched for leaks: a result in which names hide in names, sentences, commands, files, rules and applications, in every
// format and for every reader.
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../record/result.js';
import { fixtures } from '../fixtures/fixture.js';
import { originals, secretive } from '../fixtures/secretive.js';
import { renderJson } from '../json.js';
import { readers } from '../readout/content.js';
import { renderHtml } from '../readout/html/render-html.js';
import { readoutOf } from '../readout/readout.js';
import { renderReadoutMarkdown } from '../readout/render-markdown.js';
import { renderText } from '../readout/render-text.js';
import { renderTerminal } from '../terminal/render-terminal.js';
import { redact, redactable } from './redact.js';
import { replacerOf } from './replace.js';

/** Every document that can be made of a result. */
function documents(result: ReturnType<typeof secretive>): Record<string, string> {
  const readouts = readers.map((reader) =>
    readoutOf(result, { reader, tlp: 'RED', places: null, redacted: ['users'] }),
  );
  return {
    json: renderJson(result),
    terminal: renderTerminal(result, { colour: false, width: 100, allSessions: true }),
    ...Object.fromEntries(
      readouts.flatMap((each) => [
        [`text ${each.reader}`, renderText(each, 100)],
        [`markdown ${each.reader}`, renderReadoutMarkdown(each)],
        [`html ${each.reader}`, renderHtml(each)],
      ]),
    ),
  };
}

/** As text can stand in a document: wrapped, and with what HTML and Markdown do to signs. */
const flat = (text: string): string =>
  text
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/`/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();

describe('a result full of names', () => {
  it('keeps the contract, and holds them all before', () => {
    resultSchema.parse(secretive());
    const text = flat(renderJson(secretive()).replace(/\\\\/g, '\\').replace(/\\"/g, '"'));
    for (const secret of Object.values(originals).flat()) expect(text, secret).toContain(secret.toLowerCase());
  });

  it.each(redactable)('holds no %s in any format', (kind) => {
    const result = redact(secretive(), [kind]);
    resultSchema.parse(result);
    for (const [name, text] of Object.entries(documents(result))) {
      const found = originals[kind].filter((secret) => flat(text).includes(secret.toLowerCase()));
      expect(found, name).toEqual([]);
    }
  });

  it('holds none of all kinds together', () => {
    const result = redact(secretive(), redactable);
    for (const [name, text] of Object.entries(documents(result))) {
      const found = Object.values(originals)
        .flat()
        .filter((secret) => flat(text).includes(secret.toLowerCase()));
      expect(found, name).toEqual([]);
    }
  });

  it('calls one person by one name, and two by two', () => {
    const { cases, people, watched, sessions, inputs } = redact(secretive(), ['users']);
    expect(people[0]).toMatchObject({ user: 'user-1', name: null, role: null, otherNames: [] });
    expect(watched[0]).toMatchObject({ given: 'user-1', users: ['user-1'] });
    expect(cases[0]?.mailboxes).toEqual(['user-1', 'user-2', 'user-3']);
    expect(cases[0]?.title).toBe('Mail of user-1 read with the rule "user-1 fwd" by user-2 and user-3');
    expect(sessions[0]?.application.name).toBe("user-1's sync");
    expect(inputs[0]?.path).toBe('user-1/AuditLog_user-1_2023.csv');
  });

  it('leaves what was not asked for', () => {
    const { cases } = redact(secretive(), ['subjects']);
    expect(cases[0]?.mailboxes).toEqual(secretive().cases[0]?.mailboxes);
    expect(cases[0]?.addresses).toEqual(secretive().cases[0]?.addresses);
    expect(redact(secretive(), [])).toEqual(secretive());
    const [first] = cases[0]?.exposure.named.items ?? [];
    expect(first).toMatchObject({
      subject: 'subject-1',
      sender: 'sender-1',
      folder: '\\Inbox\\folder-1',
      attachments: 'attachments-1',
    });
  });

  it('keeps numbers, times, hashes and ids', () => {
    const [before, after] = [secretive(), redact(secretive(), redactable)];
    expect(after.reconciliation.total).toBe(before.reconciliation.total);
    expect(after.inputs.map(({ sha256 }) => sha256)).toEqual(before.inputs.map(({ sha256 }) => sha256));
    expect(after.cases.map(({ id, dwell }) => [id, dwell])).toEqual(before.cases.map(({ id, dwell }) => [id, dwell]));
    expect(renderJson(redact(secretive(), redactable))).toBe(renderJson(after));
  });
});

it.each(Object.keys(fixtures))('keeps the contract of %s, and its sums', (name) => {
  const result = redact(fixtures[name]?.() as never, redactable);
  resultSchema.parse(result);
  for (const [format, text] of Object.entries(documents(result)))
    for (const secret of ['northgate.example', '198.51.100.23', '203.0.113.9', 'evil@', 'Mara Quill'])
      expect(text.toLowerCase().includes(secret.toLowerCase()), `${format}: ${secret}`).toBe(false);
});

describe('replacing', () => {
  const replace = replacerOf([
    ['ann.lee', 'A'],
    ['ann.lee@x.example', 'B'],
    ['ann.lee2@x.example', 'C'],
    ['lee', 'D'],
    ['élan', 'E'],
  ]);
  it.each([
    ['ann.lee@x.example', 'B'],
    ['ANN.LEE2@X.EXAMPLE and Ann.Lee', 'C and A'],
    ['joann.lee', 'joann.D'],
    ['sleeper, fleece, lee', 'sleeper, fleece, D'],
    ['logLee2023.csv log_lee-1', 'logD2023.csv log_D-1'],
    ['ÉLAN \u0065\u0301lan', 'E E'],
    ['İlee lee', 'İlee D'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(replace(text)).toBe(expected);
  });
});
