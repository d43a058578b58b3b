// A stolen password in a mail program: IMAP, where every message opened is a record (Bind), or the intruder's own Outlook,
// which synchronises every folder, after which the log can say no more than 'all of it'.
import { desktopOutlook, exchange } from '../application.js';
import { minuteMs } from '../clock.js';
import { reading, synchronise } from '../life/visit.js';
import type { Person } from '../organisation.js';
import { type Program, programOf } from '../program.js';
import { signInNow } from '../sign-in.js';
import { type Scenario, stolen, take, targets, visits, volumeOf } from './intruder.js';

const legacy = {
  deviceId: '',
  displayName: '',
  system: '',
  browser: '',
  userAgent: 'BAV2ROPC',
  clientAppUsed: 'IMAP4',
};

const imapProgram: Program = {
  ...{ application: exchange, resource: exchange, clientInfo: 'Client=POP3/IMAP4;Protocol=IMAP4', appId: null },
  ...{ clientAppId: null, syncs: false, device: legacy, sessionDays: 1 },
};

export const imap: Scenario = {
  name: 'imap',
  variants: ['imap', 'pop'],
  rule: () => 'firstAccess',
  spread: 'one',
  parameters: { victims: 1, volume: 120 },
  play(stage) {
    const { world } = stage;
    const pop = stage.parameters.variant === 'pop';
    const clientInfo = pop ? 'Client=POP3/IMAP4;Protocol=POP3' : imapProgram.clientInfo;
    const program = { ...imapProgram, clientInfo, device: { ...legacy, clientAppUsed: pop ? 'POP3' : 'IMAP4' } };
    const taken = new Map<number, Set<number>>();
    return visits(stage, targets(stage, stage.parameters.victims), ({ person, mailbox, at, journal, random }) => {
      const place = random.pick(stage.places);
      const client = stolen(stage, person, program, random);
      const token = signInNow(client, at, place, journal, { authenticationProtocol: 'ropc' });
      // Legacy protocols carry no ids of Entra's: an inference.
      const context = {
        ...reading(world, client, token, place.address, mailbox, random),
        idsLost: true,
      };
      take(journal, { context, at: at + minuteMs, count: volumeOf(stage, random), pause: 2, taken, random });
    });
  },
};

export const syncEverything: Scenario = {
  name: 'sync-everything',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'one',
  parameters: { victims: 1 },
  play(stage) {
    const { world } = stage;
    return visits(stage, targets(stage, stage.parameters.victims), ({ person, mailbox, at, journal, random }) => {
      const place = random.pick(stage.places);
      const client = stolen(stage, person, strangeOutlook(person), random);
      const token = signInNow(client, at, place, journal);
      const context = reading(world, client, token, place.address, mailbox, random);
      synchronise(journal, context, at + minuteMs, mailbox.folders.length);
    });
  },
};

/** Outlook on a machine that is not the organisation's. */
function strangeOutlook(person: Person): Program {
  const program = programOf(person, 'desktop');
  return { ...program, application: desktopOutlook, device: { ...program.device, deviceId: '', displayName: '' } };
}
