// Makes samples/northgate again, byte for byte, from the built program: npm run sample
import { fileURLToPath } from 'node:url';
import { northgate } from '../dist/simulate/sample.js';
import { writeSimulation } from '../dist/simulate/write.js';

const dir = fileURLToPath(new URL('../samples/northgate', import.meta.url));
const truth = await writeSimulation(dir, northgate);
for (const { path, rows, bytes } of truth.files) console.log(`${path}  ${rows} rows  ${bytes} bytes`);
