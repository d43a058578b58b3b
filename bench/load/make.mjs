// Makes the input of the load bench: a simulated world whose records are padded to real sizes, as JSON lines and the same
// records as Purview CSV. `node bench/load/make.mjs FOLDER [--records 1000000]`: at least so many audit records in the first
// month and as many in a second one, about 15 GB in all. Four audit files and one of sign-ins a month, cut at the same instants
// in each format. Same arguments, same bytes; what is there stays.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simulate } from '../../dist/simulate/simulate.js';
import { padAudit, padSignIn } from './pad.mjs';

/** Real records of mail access are about 3 kB long, other ones a little less. */
const recordSize = 2600;
/** Mailboxes that give a million audit rows in a month at the pace below. */
const mailboxesAMillion = 1700;
const daysAMonth = 30;
export const months = 2;
const start = '2023-05-01';
const world = {
  seed: 1,
  days: months * daysAMonth,
  start,
  shapes: ['auditDataLines'],
  signIns: 'graphBetaLines',
  defects: 'none',
  pace: 3,
};
const scenarios = ['forged-token', 'phishing-proxy'];
const day = 86_400_000;
/** Which piece of so many days a time lies in, beginning with 1. */
const piece = (time, days) => {
  const since = Math.max(0, Date.parse(`${time.slice(0, 19)}Z`) - Date.parse(start));
  return Math.min(Math.floor(since / (days * day)), Math.ceil((months * daysAMonth) / days) - 1) + 1;
};

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

/** Rows of a log, each in the file of its piece of time; how many in each month. */
function rowsInto(path, begin, days) {
  const files = new Map();
  const rows = new Array(months).fill(0);
  return {
    rows,
    write(time, text) {
      const n = piece(time, days);
      if (!files.has(n)) files.set(n, writer(path(n), begin));
      files.get(n).write(text);
      rows[piece(time, daysAMonth) - 1]++;
    },
    close() {
      for (const file of files.values()) file.close();
    },
  };
}

function logsIn(folder) {
  const path = (format, name) => join(folder, format, name);
  return {
    json: rowsInto((n) => path('json', `audit-${n}.jsonl`), '', daysAMonth / 4),
    csv: rowsInto((n) => path('csv', `audit-${n}.csv`), header, daysAMonth / 4),
    signIns: rowsInto((n) => path('json', `NonInteractiveSignIns-${n}.jsonl`), '', daysAMonth),
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
  if (!isAudit) return lines((row) => logs.signIns.write(row.createdDateTime, `${padSignIn(row)}\n`));
  return lines((record) => {
    const text = padAudit(record, recordSize);
    logs.json.write(record.CreationTime, `${text}\n`);
    logs.csv.write(record.CreationTime, csvRow(record, text));
  });
}

/** Audit rows and sign-ins of each month. */
export function make(folder, records) {
  const done = join(folder, `made-${records}`);
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  const logs = logsIn(folder);
  const exports = {
    open: (path) => ({
      write: path === 'networks.csv' ? () => {} : take(logs, path.includes('AuditData')),
      close() {},
    }),
  };
  const mailboxes = Math.max(20, Math.ceil((mailboxesAMillion * records) / 1_000_000));
  simulate({ ...world, scenarios, mailboxes }, { exports, tellAccess() {} });
  for (const log of Object.values(logs)) log.close();
  const made = { audit: logs.json.rows, signIns: logs.signIns.rows };
  if (made.audit.some((rows) => rows < records)) throw new Error(`the world has only ${made.audit} audit rows a month`);
  writeFileSync(done, JSON.stringify(made));
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { records: { type: 'string', default: '1000000' } },
  });
  console.log(JSON.stringify(make(positionals[0], Number(values.records))));
}
