// Graph beta objects in one JSON array, as the portal's JSON download and the extractor suites write them.
import { signInKinds } from '../journal.js';
import { numbered, type SignInShape, searchRows } from './shape.js';
import { wholeSignIn } from './whole-sign-in.js';

export const graphArray: SignInShape = {
  name: 'graphBetaArray',
  fileName: ({ stream, from, to, part }) => `${from}_${to}-${stream}-SignInLogs${numbered(part)}.json`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ begin: () => '[\n', between: ',\n', end: '\n]\n', lines: { head: 1, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(wholeSignIn(world, signIn)),
};
