// Makes the input of the bench of many files: small ones of one to three records, as blobs of the Management Activity API, bare
// JSON lines, pages of Graph's sign-ins, Purview CSV, Azure Monitor's hourly files, and Purview CSV with the dates of a British
// PowerShell. Same arguments, same bytes; what is there stays.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulate } from '../../dist/simulate/simulate.js';

export const kinds = ['blob', 'lines', 'page', 'csv', 'monitor'];
const filesAFolder = 200;
const recordsAFile = 2;

const world = { seed: 1, days: 30, start: '2023-05-01', shapes: ['auditDataLines'], signIns: 'graphBetaLines' };

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const british = (at) => `${at.slice(0, 10).split('-').reverse().join('/')} ${at.slice(11, 19)}`;
const csv = (date) => (records) =>
  `RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n${records
    .map(
      (r) =>
        `${r.Id},${date(r.CreationTime)},${r.RecordType},${r.Operation},${r.UserId},${quoted(JSON.stringify(r))}\n`,
    )
    .join('')}`;
const envelope = (row) => ({
  time: row.createdDateTime,
  ...{ operationName: 'Sign-in activity', category: 'NonInteractiveUserSignInLogs', properties: row },
});

/** Of each kind: whether it holds sign-ins, how its file ends, and its text. */
const formats = {
  blob: [false, '.json', (records) => JSON.stringify(records)],
  lines: [false, '.jsonl', (records) => records.map((record) => `${JSON.stringify(record)}\n`).join('')],
  page: [
    true,
    '.json',
    (rows) =>
      JSON.stringify({ '@odata.context': 'https://graph.microsoft.com/beta/$metadata#auditLogs/signIns', value: rows }),
  ],
  csv: [false, '.csv', csv((at) => at)],
  british: [false, '.csv', csv(british)],
  monitor: [true, '.json', (rows) => rows.map((row) => `${JSON.stringify(envelope(row))}\n`).join('')],
};

/** The first rows of a log, from chunks that end anywhere. */
function collector(rows, most) {
  let rest = '';
  const decoder = new TextDecoder();
  return (bytes) => {
    if (rows.length >= most) return;
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop();
    for (const line of parts) if (line.trim() !== '' && rows.length < most) rows.push(JSON.parse(line));
  };
}

function collect(most) {
  const [audit, signIns] = [[], []];
  const take = { audit: collector(audit, most), signIns: collector(signIns, most) };
  const exports = {
    open: (path) => ({
      write: path === 'networks.csv' ? () => {} : path.includes('AuditData') ? take.audit : take.signIns,
      close() {},
    }),
  };
  // Each mailbox brings some 600 audit records and 120 sign-ins in these thirty days.
  const mailboxes = Math.max(20, Math.ceil(most / 80));
  simulate({ ...world, scenarios: ['phishing-proxy'], mailboxes, defects: 'none' }, { exports, tellAccess() {} });
  return { audit, signIns };
}

/** Makes the folder, and `whole` with the same rows in one file of each kind. */
export function make(folder, files, wanted, whole) {
  const done = `${folder}.made-${files}-${wanted.join('-')}`;
  if (existsSync(done)) return;
  for (const each of [folder, whole]) rmSync(each, { recursive: true, force: true });
  const most = Math.ceil((files / wanted.length) * recordsAFile * wanted.filter((kind) => !formats[kind][0]).length);
  const logs = collect(Math.max(most, files));
  const next = { audit: 0, signIns: 0 };
  const all = Object.fromEntries(wanted.map((kind) => [kind, []]));
  for (let n = 0; n < files; n++) {
    const kind = wanted[n % wanted.length];
    const [signIn, ending, text] = formats[kind];
    const log = signIn ? 'signIns' : 'audit';
    const count = 1 + (Math.floor(n / wanted.length) % 3);
    const records = logs[log].slice(next[log], next[log] + count);
    next[log] += count;
    if (records.length < count) throw new Error(`the world has only ${logs[log].length} rows for ${log}`);
    const place = join(folder, String(Math.floor(n / filesAFolder)));
    if (n % filesAFolder === 0) mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${n}${ending}`), text(records));
    all[kind].push(...records);
  }
  mkdirSync(whole, { recursive: true });
  for (const kind of wanted) writeFileSync(join(whole, `${kind}${formats[kind][1]}`), formats[kind][2](all[kind]));
  writeFileSync(done, '');
}
