// How long it takes to say of 100,000 different addresses who runs them: `npm run build && node bench/networks/run.mjs`.
// Beside it the same work in slices, and a bare scan of the shipped tables, so that the figure can be read on any machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openDuckdb } from '../../dist/query/duckdb/database.js';
import { readParquet } from '../../dist/query/operation.js';
import { sql } from '../../dist/query/sql.js';
import { readKnowledge } from '../../dist/record/knowledge.js';
import { makePlaces } from '../../dist/store/enrich/places.js';
import { createSchema } from '../../dist/store/schema.js';

const knowledge = readKnowledge();
const runs = 5;

/** Four of five are IPv4, spread over all of it; the others IPv6, spread over 2000::/8. */
const addresses = (count) => sql`INSERT INTO address SELECT 'a' || i, 'a' || i, CASE WHEN i % 5 = 0 THEN 6 ELSE 4 END,
  CASE WHEN i % 5 = 0 THEN (hash(i) % 2000000000000000000)::UHUGEINT * 18446744073709551616::UHUGEINT + 42540488161975842760550356425300246528::UHUGEINT
    ELSE (hash(i) % 4294967296)::UHUGEINT END, 'n' FROM range(${count}) r(i)`;

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function time(work) {
  const times = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push({ wall: performance.now() - start, cpu: (user + system) / 1000 });
  }
  const of = (key) => Math.round(median(times.map((run) => run[key])));
  return { wall: of('wall'), cpu: of('cpu') };
}

async function measure(count) {
  const options = { memoryBytes: 1_500_000_000, threads: 2, spillFolder: tmpdir() };
  const database = await openDuckdb(':memory:', options);
  await createSchema(database);
  await database.run(addresses(count));
  const places = await time(() => makePlaces(database, knowledge));
  const { ipv4, ipv6, organisations } = knowledge.networkTables;
  const scan = await time(async () => {
    for (const path of [ipv4, ipv6, organisations])
      await database.run(sql`CREATE OR REPLACE TEMP TABLE whole AS SELECT * FROM ${readParquet(path)}`);
  });
  await database.close();
  return { count, places, scan };
}

const rows = [];
for (const count of [10, 1000, 100_000]) rows.push(await measure(count));
const table = rows.map(
  ({ count, places, scan }) => `| ${count} | ${places.cpu} | ${places.wall} | ${scan.cpu} | ${scan.wall} |`,
);
const section = `<!-- networks: begin -->
## Looking up addresses

\`npm run build && node bench/networks/run.mjs --write\`, 2 threads, medians of ${runs} in ms, while other programs used the machine:
the processor time counts, the wall time is what was left of two cores; with both free it is about half of the former. One run a row.
Looked up: who runs an address, in which country, what kind of network. Beside it all shipped tables copied into the engine.

| distinct addresses | looked up, processor | looked up, wall | tables copied, processor | tables copied, wall |
| ---: | ---: | ---: | ---: | ---: |
${table.join('\n')}
<!-- networks: end -->`;
console.log(section);
if (process.argv.includes('--write')) {
  const path = fileURLToPath(new URL('../RESULTS.md', import.meta.url));
  const text = readFileSync(path, 'utf8');
  const marked = /<!-- networks: begin -->[\s\S]*<!-- networks: end -->/;
  writeFileSync(path, marked.test(text) ? text.replace(marked, section) : `${text.trimEnd()}\n\n${section}\n`);
}
