// What tools/pages.mjs gives, for the test that uses it.
import type { Command } from 'commander';
import type { Catalogue, LogKind } from '../src/record/field.js';
import type { Rule } from '../src/sigma/rule.js';
import type { Linked } from '../src/sigma/rule-set.js';
import type { Source } from '../src/source/shape.js';

export function cliPage(program: Command): string;
export function fieldsPage(from: {
  catalogues: Readonly<Record<LogKind, Catalogue>>;
  sources: readonly Source[];
}): string;
export function rulesPage(from: {
  rules: readonly (Rule | Linked)[];
  logsOf(rule: Rule): readonly string[];
  techniquesOf(tags: readonly string[]): string[];
}): string;
