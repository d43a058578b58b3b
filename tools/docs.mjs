// Writes the pages of docs/ that are made from the program: npm run docs. test/docs.test.ts fails when they are out of date.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { program } from '../dist/cli/program.js';
import { techniquesOf } from '../dist/detect/rule/technique.js';
import { catalogues } from '../dist/record/field.js';
import { loadRules } from '../dist/sigma/load.js';
import { sourceOf } from '../dist/sigma/log/source.js';
import { standing } from '../dist/sigma/rule-set.js';
import { sources } from '../dist/source/recognise.js';
import { cliPage, fieldsPage, rulesPage } from './pages.mjs';

const pack = await loadRules([fileURLToPath(new URL('../detections', import.meta.url))]);
const rules = [...standing(pack), ...pack.correlations];
const logsOf = (rule) => sourceOf(rule.logSource).targets.map((target) => target.title);
const pages = {
  'cli.md': cliPage(program()),
  'fields.md': fieldsPage({ catalogues, sources }),
  'rules.md': rulesPage({ rules, logsOf, techniquesOf }),
};
for (const [name, text] of Object.entries(pages)) await writeFile(new URL(`../docs/${name}`, import.meta.url), text);
