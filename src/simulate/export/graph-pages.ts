// Graph beta, page after page of a thousand, as `$top` allows at most; each page a file of its own. Asked with `$select` for
// the fields that an investigation needs; the whole object is in the other two shapes.
import { signInKinds } from '../journal.js';
import { graphSignIn } from './graph-sign-in.js';
import type { SignInShape } from './shape.js';

const context = 'https://graph.microsoft.com/beta/$metadata#auditLogs/signIns';

export const graphPages: SignInShape = {
  name: 'graphBetaPages',
  fileName: ({ stream, part }) => `SignIns_${stream}${part === 1 ? '' : `_${part.toString().padStart(3, '0')}`}.json`,
  ...{ kinds: signInKinds, mostRows: 1000, overlaps: false },
  begin: () => `{"@odata.context":"${context}","value":[\n`,
  ...{ between: ',\n', end: '\n]}\n', lines: { head: 1, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(graphSignIn(world, signIn)),
};
