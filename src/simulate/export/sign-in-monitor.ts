// Sign-ins as Azure Monitor sends them: lines in a storage account, a folder for each category, and messages of an Event Hub
// in which all categories would mix; here each kind has a file of its own too. `properties` holds Graph's object.
import { type SignIn, type SignInKind, signInKinds } from '../journal.js';
import type { World } from '../world.js';
import { envelope } from './envelope.js';
import { graphSignIn } from './graph-sign-in.js';
import { numbered, type SignInShape, searchRows } from './shape.js';
import { logOf } from './sign-in-table.js';

/** The kind stands in the category, not in the object. */
const propertiesOf = (world: World, signIn: SignIn): string =>
  graphSignIn(world, signIn).replace(/"signInEventTypes":\[[^\]]*\],/, '');

const enveloped = (world: World, signIn: SignIn): string =>
  envelope({
    ...{
      tenant: world.org.tenant,
      at: signIn.at,
      category: logOf[signIn.kind].category,
      operation: 'Sign-in activity',
    },
    ...{ result: `${signIn.errorCode}`, address: signIn.place.address, properties: propertiesOf(world, signIn) },
  });

export const storageLines: SignInShape = {
  name: 'azureStorage',
  fileName: ({ stream, from, to, part }) =>
    `insights-logs-${logOf[stream as SignInKind].category.toLowerCase()}/${from}_${to}${numbered(part)}/PT1H.json`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(`${enveloped(world, signIn)}\n`),
};

export const eventHub: SignInShape = {
  name: 'azureEventHub',
  fileName: ({ stream, from, to, part }) => `eventhub_${stream}_${from}_${to}${numbered(part)}.json`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ begin: () => '{"records":[\n', between: ',\n', end: '\n]}\n', lines: { head: 1, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(enveloped(world, signIn)),
};
