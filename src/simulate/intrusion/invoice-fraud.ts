// Fraud with invoices: a session stolen by a phishing proxy, and within the hour a rule that puts mail about payments where its
// owner does not look, so that answers to the thief's own mail are not seen (Microsoft, 2022-07-12). He reads for a few days and goes.
import { officeHome } from '../application.js';
import { minuteMs } from '../clock.js';
import { cmdlet } from '../deed.js';
import { reading } from '../life/visit.js';
import { signInNow, tokenAt } from '../sign-in.js';
import { doerOf, readingDay, type Scenario, stolen, strangeBrowser, targets, visitAt } from './intruder.js';
import { playEach } from './plot.js';

/** Days from the first on which he still comes. */
const staysFor = 5;
const words = 'invoice;payment;bank details;wire transfer';

export const invoiceFraud: Scenario = {
  name: 'invoice-fraud',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'some',
  parameters: { victims: 1, hours: 'office', patience: 0, care: 'low' },
  play(stage) {
    const { world, random, places } = stage;
    const placeOf = (number: number) => places[1 + (number % (places.length - 1))] ?? random.pick(places);
    return playEach(stage, {
      people: targets(stage, stage.parameters.victims),
      enter: (person, day, journal) => {
        const client = stolen(stage, person, { ...strangeBrowser(person), sessionDays: 60 });
        const at = visitAt(stage, day, person, random.fork(`lure/${person.number}`));
        signInNow(client, at, places[0] ?? random.pick(places), journal, {
          ...{ application: officeHome, requestType: 'Login:reprocess' },
        });
        client.held = null;
        const doer = doerOf(stage, person, placeOf(person.number));
        const rule = cmdlet(doer, at + 40 * minuteMs, 'New-InboxRule', `${person.upn}\\.`, [
          ['Name', '.'],
          ['SubjectOrBodyContainsWords', words],
          ['MoveToFolder', 'RSS Subscriptions'],
          ['MarkAsRead', 'True'],
          ['StopProcessingRules', 'True'],
        ]);
        journal.deeds.push(rule);
        return client;
      },
      read: ({ person, mailbox, at, day, journal, random: chance, open }, client) => {
        if (day >= readingDay(stage) + staysFor) return;
        const place = placeOf(person.number);
        const begin = at + 20 * minuteMs;
        const token = tokenAt(client, begin, place, journal);
        open(reading(world, client, token, place.address, mailbox, chance), begin);
      },
    });
  },
};
