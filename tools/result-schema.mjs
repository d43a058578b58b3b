// Writes docs/result.schema.json from the contract in src/record/result.ts. Run after `npm run build`; a test in src/output
// fails when the file is out of date.
import { writeFile } from 'node:fs/promises';
import { renderResultSchema } from '../dist/output/result-schema.js';

await writeFile(new URL('../docs/result.schema.json', import.meta.url), renderResultSchema());
