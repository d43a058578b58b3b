// Whole files of every shape that `simulate` writes, small, with the number of rows that their writer counted: what the fuzzer
// begins with.
import { auditShapeNames, signInShapeNames } from '../../src/simulate/export/shapes.js';
import { keep } from '../../src/simulate/memory.js';

export interface Source {
  readonly shape: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly rows: number;
  readonly form: 'csv' | 'lines' | 'json';
}

const formOf = (text: string): Source['form'] =>
  !/^[[{]/.test(text)
    ? 'csv'
    : text
          .trimEnd()
          .split('\n')
          .every((line) => /^\{.*\}$/.test(line))
      ? 'lines'
      : 'json';

function write(shape: string, signIns: string, seed: number): Source[] {
  const shapes = [shape === '' ? 'purviewCsv' : shape];
  const { files, truth } = keep({
    ...{ seed, mailboxes: 3, days: 2, start: '2024-04-08', scenarios: [], pace: 0.15 },
    ...{ shapes, signIns, defects: 'none' as const },
  });
  return truth.files
    .filter(({ path }) => /SignIns/i.test(path) === (shape === ''))
    .flatMap(({ path, rows }) => {
      const bytes = Buffer.from(files.get(path) ?? '');
      const form = formOf(bytes.toString());
      return rows === 0
        ? []
        : [{ shape: shape === '' ? signIns : shape, name: path.replaceAll('/', '_'), bytes, rows, form }];
    });
}

/** In the order of shapes and names; the largest few of each. */
export function makeSources(seed: number): Source[] {
  const all = [
    ...auditShapeNames.map((shape) => write(shape, 'none', seed)),
    ...signInShapeNames.map((signIns) => write('', signIns, seed)),
  ];
  return all.flatMap((sources) =>
    [...sources].sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1)).slice(0, 3),
  );
}
