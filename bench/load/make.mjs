// Makes the input of the load bench: a simulated world whose records are padded to real sizes, as JSON lines and the same
// records as Purview CSV. `node bench/load/make.mjs FOLDER [--records 1000000] [--tenants 2]`: about 2.8 GB a tenant and
// format; `--tenants 2` gives the input twice over, for the doubling. Same arguments, same bytes; what is there stays.
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulate } from '../../dist/simulate/simulate.js';
import { padAudit, padSignIn } from './pad.mjs';

/** Real records of mail access are about 3 kB long, other ones a little less. */
const recordSize = 2600;
const rowsAFile = 250_000;
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

/** Rows of one tenant's log, cut into files; no more than `most` of them. */
function rowsInto(path, begin, most) {
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

function logsOf(folder, tenant, most) {
  const path = (format, name) => join(folder, format, tenant, name);
  return {
    json: rowsInto((n) => path('json', `audit-${n}.jsonl`), '', most),
    csv: rowsInto((n) => path('csv', `audit-${n}.csv`), header, most),
    signIns: writer(path('json', 'NonInteractiveSignIns.jsonl'), ''),
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
  if (!isAudit) return lines((row) => logs.signIns.write(`${padSignIn(row)}\n`));
  return lines((record) => {
    if (logs.json.full) return;
    const text = padAudit(record, recordSize);
    logs.json.write(`${text}\n`);
    logs.csv.write(csvRow(record, text));
  });
}

export function make(folder, records, tenants) {
  const done = join(folder, `made-${records}-${tenants}`);
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  const all = new Map();
  const exports = {
    open(path) {
      if (path === 'networks.csv') return { write() {}, close() {} };
      const tenant = path.includes('/') ? path.split('/')[0] : 'tenant';
      if (!all.has(tenant)) all.set(tenant, logsOf(folder, tenant, records));
      return { write: take(all.get(tenant), path.includes('AuditData')), close() {} };
    },
  };
  const mailboxes = Math.max(20, Math.ceil((mailboxesAMillion * records) / 1_000_000));
  simulate({ ...world, scenarios, tenants, mailboxes }, { exports, tellAccess() {} });
  for (const [tenant, { json, csv, signIns }] of all) {
    for (const log of [json, csv, signIns]) log.close();
    console.log(`${tenant}: ${json.rows} audit rows`);
    if (json.rows < records) throw new Error(`the world is too small for ${records} records`);
  }
  writeFileSync(done, '');
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { records: { type: 'string', default: '1000000' }, tenants: { type: 'string', default: '2' } },
  });
  make(positionals[0], Number(values.records), Number(values.tenants));
}
