// `npm start`: the answer for the bundled sample, and how to get one's own.
import { program } from '../dist/cli/program.js';

await program().parseAsync(['node', 'letterlock', 'investigate', 'samples/northgate']);
process.stdout.write(`
This was the invented sample in samples/northgate (samples/README.md tells its story).
Your own exports:  npx letterlock investigate FOLDER
`);
