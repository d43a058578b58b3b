// Exports of the tenant's state that lie beside the logs: not what happened, but what was so when somebody asked.
import type { Source } from '../shape.js';
import { directoryShapes } from './directory.js';
import { mailboxShapes } from './mailbox.js';
import { rightShapes } from './right.js';
import { ruleShapes } from './rule.js';

// The most particular first: a mailbox is also a person with a name.
const all = [...mailboxShapes, ...ruleShapes, ...rightShapes, ...directoryShapes];

export const stateSource: Source = {
  log: 'state',
  shapes: all.map(({ shape }) => shape),
  recognise: (head) => all.find(({ is }) => is(head))?.shape ?? null,
};
