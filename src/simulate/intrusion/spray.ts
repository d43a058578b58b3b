// Password spray, then reading: one or two guesses an account over many accounts, from changing addresses (UserLoginFailed,
// 50126), until somebody's password is the season and the year. What is read is read in a browser.
import { exchange, webOutlook } from '../application.js';
import { minuteMs, secondMs } from '../clock.js';
import { signInId } from '../identifier.js';
import type { Journal } from '../journal.js';
import { reading } from '../life/visit.js';
import { badPassword, signInNow } from '../sign-in.js';
import { entryDay, type Scenario, type Stage, stolen, strangeBrowser, targets, visitAt } from './intruder.js';
import { play } from './plot.js';

export const spray: Scenario = {
  name: 'spray',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'some',
  parameters: { victims: 1, patience: 1, networks: 'home' },
  play(stage) {
    const part = play(stage, {
      people: targets(stage, stage.parameters.victims),
      read: ({ person, mailbox, at, journal, random, open }) => {
        const client = stolen(stage, person, strangeBrowser(person), random);
        const place = random.pick(stage.places);
        const token = signInNow(client, at, place, journal, { requestType: 'Login:login' });
        open(reading(stage.world, client, token, place.address, mailbox, random), at + minuteMs);
      },
    });
    return (day, journal) => {
      if (day >= entryDay(stage) - 1 && day <= entryDay(stage)) guessEverybody(stage, day, journal);
      part(day, journal);
    };
  },
};

function guessEverybody(stage: Stage, day: number, journal: Journal): void {
  const random = stage.random.fork(`spray/${day}`);
  const { people } = stage.world.org;
  const [first] = people;
  if (!first) return;
  let at = visitAt(stage, day, first, random);
  for (const person of people.slice(0, 400)) {
    at += random.int(5, 40) * secondMs;
    const { device } = strangeBrowser(person);
    const what = {
      kind: 'interactive',
      id: signInId(random),
      at,
      application: webOutlook,
      resource: exchange,
    } as const;
    const who = { person, principal: null, place: random.pick(stage.places), device, session: null };
    journal.signIns.push({ ...what, ...who, errorCode: badPassword, intrusion: stage.intrusion, outcome: null });
  }
}
