// Graph beta objects, one a line.
import { signInKinds } from '../journal.js';
import { graphSignIn } from './graph-sign-in.js';
import { numbered, type SignInShape, searchRows } from './shape.js';

export const graphLines: SignInShape = {
  name: 'graphBetaLines',
  fileName: ({ stream, from, to, part }) => `SignInLogs_${stream}_${from}_${to}${numbered(part)}.jsonl`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(`${graphSignIn(world, signIn)}\n`),
};
