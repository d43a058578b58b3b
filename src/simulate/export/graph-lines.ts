// Graph beta objects, one a line.
import { signInKinds } from '../journal.js';
import { numbered, type SignInShape, searchRows } from './shape.js';
import { wholeSignIn } from './whole-sign-in.js';

export const graphLines: SignInShape = {
  name: 'graphBetaLines',
  fileName: ({ stream, from, to, part }) => `SignInLogs_${stream}_${from}_${to}${numbered(part)}.jsonl`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(`${wholeSignIn(world, signIn)}\n`),
};
