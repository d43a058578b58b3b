// What tools/pages.mjs gives, for the test that uses it.
import type { Command } from 'commander';
import type { Catalogue, LogKind } from '../src/record/field.js';
import type { Head } from '../src/source/head.js';
import type { Shape } from '../src/source/shape.js';

export type Recognise = (head: Head, path: string) => Shape | null;

export function cliPage(program: Command): string;
export function shapesOf(recognise: Recognise): Shape[];
export function fieldsPage(from: { catalogues: Readonly<Record<LogKind, Catalogue>>; recognise: Recognise }): string;
