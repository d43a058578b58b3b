// Makes the input of the load bench: a simulated world whose records are padded to real sizes, as JSON lines and the same
// records as Purview CSV. `node bench/load/make.mjs FOLDER [--records 1000000]`: about 3.5 GB a million records and format.
// Four audit files and two of sign-ins, in the order of time, so that half of them is half of the month. Same arguments,
// same bytes; what is there stays.
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simulate } from '../../dist/simulate/simulate.js';
import { padAudit, padSignIn } from './pad.mjs';

/** Real records of mail access are about 3 kB long, other ones a little less. */
const recordSize = 2600;
/** Mailboxes that give a million audit rows in thirty days at the pace below. */
const mailboxesAMillion = 1700;
const world = {
  seed: 1,
  days: 30,
  start: '2023-05-01',
  shapes: ['auditDataLines'],
  signIns: 'graphBetaLines',
  defects: 'none',
  pace: 3,
};
/** Of the thirty days. */
const middle = '2023-05-16';
const scenarios = ['forged-token', 'phishing-proxy'];

const header =
  'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\n';
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const csvRow = (record, text) =>
  `${record.Id},${record.CreationTime},${record.RecordType},${quoted(record.Operation)},${record.UserId},${quoted(text)},,\n`;

/** Writes text in large pieces. */
function writer(path, begin) {
  mkdirSync(join(path, '..'), { recursive: true });
  const file = openSync(path, 'w');
  let held = begin;
  return {
    write(text) {
      held += text;
      if (held.length < 4_000_000) return;
      writeSync(file, held);
      held = '';
    },
    close() {
      writeSync(file, held);
      closeSync(file);
    },
  };
}

/** Rows of a log, cut into four files; no more than `most` of them. */
function rowsInto(path, begin, most) {
  const rowsAFile = Math.ceil(most / 4);
  let rows = 0;
  let out = null;
  return {
    get full() {
      return rows >= most;
    },
    write(text) {
      if (rows % rowsAFile === 0) {
        out?.close();
        out = writer(path(Math.floor(rows / rowsAFile) + 1), begin);
      }
      rows++;
      out.write(text);
    },
    close: () => out?.close(),
    get rows() {
      return rows;
    },
  };
}

function logsIn(folder, most) {
  const path = (format, name) => join(folder, format, name);
  const signIns = [1, 2].map((n) => writer(path('json', `NonInteractiveSignIns-${n}.jsonl`), ''));
  return {
    json: rowsInto((n) => path('json', `audit-${n}.jsonl`), '', most),
    csv: rowsInto((n) => path('csv', `audit-${n}.csv`), header, most),
    signIns: {
      write: (row) => signIns[row.createdDateTime < middle ? 0 : 1].write(`${padSignIn(row)}\n`),
      close() {
        for (const file of signIns) file.close();
      },
    },
  };
}

/** Lines of chunks that end anywhere. */
function lines(each) {
  let rest = '';
  const decoder = new TextDecoder();
  return (bytes) => {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop();
    for (const line of parts) if (line.trim() !== '') each(JSON.parse(line));
  };
}

function take(logs, isAudit) {
  if (!isAudit) return lines(logs.signIns.write);
  return lines((record) => {
    if (logs.json.full) return;
    const text = padAudit(record, recordSize);
    logs.json.write(`${text}\n`);
    logs.csv.write(csvRow(record, text));
  });
}

export function make(folder, records) {
  const done = join(folder, `made-${records}`);
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  const logs = logsIn(folder, records);
  const exports = {
    open: (path) => ({
      write: path === 'networks.csv' ? () => {} : take(logs, path.includes('AuditData')),
      close() {},
    }),
  };
  const mailboxes = Math.max(20, Math.ceil((mailboxesAMillion * records) / 1_000_000));
  simulate({ ...world, scenarios, mailboxes }, { exports, tellAccess() {} });
  for (const log of Object.values(logs)) log.close();
  if (logs.json.rows < records) throw new Error(`the world has only ${logs.json.rows} audit rows`);
  writeFileSync(done, '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { records: { type: 'string', default: '1000000' } },
  });
  make(positionals[0], Number(values.records));
}
