// Writes docs/result.schema.json, attribution.schema.json and compare.schema.json from the contracts in src/record/. Run after `npm run build`; tests
// in src/output fail when a file is out of date.
import { writeFile } from 'node:fs/promises';
import { renderAttributionSchema, renderComparisonSchema, renderResultSchema } from '../dist/output/result-schema.js';

await writeFile(new URL('../docs/result.schema.json', import.meta.url), renderResultSchema());
await writeFile(new URL('../docs/attribution.schema.json', import.meta.url), renderAttributionSchema());
await writeFile(new URL('../docs/compare.schema.json', import.meta.url), renderComparisonSchema());
