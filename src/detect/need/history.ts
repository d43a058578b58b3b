// What detectors need of the past: long enough logs of a mailbox or a person, changes of rights; and what the user must give.
import { sql } from '../../query/sql.js';
import { learningDays } from '../../session/newness.js';
import { enough, type Need, share } from './need.js';

const people = ['person', 'people'] as const;

export const knownMailboxes = share({
  code: 'knownMailboxes',
  over: 'mailbox',
  has: sql`learnt`,
  none: `no mailbox is in the logs for ${learningDays} days`,
  unit: ['mailbox', 'mailboxes'],
  does: [`is in the logs for ${learningDays} days`, `are in the logs for ${learningDays} days`],
});

/** Mailboxes that were opened on so many days. */
export const mailboxDays = (least: number): Need =>
  share({
    code: 'mailboxDays',
    over: 'mailbox',
    has: sql`days >= ${least}`,
    none: `no mailbox was opened on ${least} days`,
    unit: ['mailbox', 'mailboxes'],
    does: [`was opened on ${least} days`, `were opened on ${least} days`],
  });

/** People of whom it is known where they otherwise are. */
export const knownPeople = share({
  code: 'knownPeople',
  over: 'person',
  has: sql`learnt`,
  none: `of nobody sign-ins, or reading that they explain, reach over ${learningDays} days`,
  unit: people,
  does: [
    `was seen for ${learningDays} days, by sign-ins or reading that they explain`,
    `were seen for ${learningDays} days, by sign-ins or reading that they explain`,
  ],
});

/** People whose hours are known, from so many days on. */
export const knownHours = (least: number): Need =>
  share({
    code: 'knownHours',
    over: 'person',
    has: sql`"ownDays" >= ${least}`,
    none: `nobody was seen in places of his own on ${least} days`,
    unit: people,
    does: [`was seen in places of his own on ${least} days`, `were seen in places of their own on ${least} days`],
  });

/** Records of what was changed, beside those of opened mail and of sign-ins. */
export const changes: Need = enough({
  code: 'changes',
  over: 'change',
  have: sql`sum(changes)::BIGINT`,
  least: 1,
  words: () => 'the audit log holds no changes of rights or applications, only opened mail',
});

/** Published indicators, which only the user can give. */
export const indicators = (given: number): Need => ({
  code: 'indicators',
  over: null,
  have: sql`${given}`,
  of: sql`${given}`,
  least: 1,
  words: () => 'no published indicators were given (--intel)',
});
