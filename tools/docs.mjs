// Writes the pages of docs/ that are made from the program: npm run docs. test/docs.test.ts fails when they are out of date.
import { writeFile } from 'node:fs/promises';
import { program } from '../dist/cli/program.js';
import { catalogues } from '../dist/record/field.js';
import { sources } from '../dist/source/recognise.js';
import { cliPage, fieldsPage } from './pages.mjs';

const pages = { 'cli.md': cliPage(program()), 'fields.md': fieldsPage({ catalogues, sources }) };
for (const [name, text] of Object.entries(pages)) await writeFile(new URL(`../docs/${name}`, import.meta.url), text);
