// The user's own tables of applications and people: the ledger, what they name, and that they sanction nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { everything, investigate, type Result } from '../src/letterlock.js';
import { life, person, together } from './store/life.js';
import { at, backup, bind, guid, outlook, signIn, tokenOf } from './store/row.js';
import { inputsOf, lines, load } from './store/world.js';

const evil = '=cmd()\u001b[31m</script>';
const applications = `id,name,publisher,opensMail,reason
${backup.toUpperCase()},Night backup,Vault Ltd,Yes,nightly
${outlook},Our Outlook,,,
${guid('odd')},"${evil}",,perhaps,
${backup},Night backup,Vault Ltd,yes,nightly
${backup},Night backup,Vault Ltd,yes,nightly
,Nameless,,,
`;
const people = `user,name,role,aliases,objectId,timeZone
ANN@x.example,Ann Marrow,Minister,ann.old@x.example; a.marrow@x.example,${guid('ann@x.example')},Europe/Vienna
${person(0)},Zero,,shared@x.example,,
${person(1)},One,,shared@x.example;${person(2)},,
${person(0)},Zero,,shared@x.example,,
${person(2)},Two,,,,
,Nobody,,,,
`;

const reads = (id: string, who: object) =>
  bind({ id, at: at(5, 12), ip: '198.51.100.77', issuedAt: at(5, 12) - 60_000, ...who });
const token = guid('token of ann');

let result: Result;
let inputs: Awaited<ReturnType<typeof inputsOf>>;
beforeAll(async () => {
  const all = together(life({ people: 4, days: 10 }), {
    audit: [
      reads('renamed', { user: 'ann.old@x.example', mailbox: 'A.Marrow@x.example', token: tokenOf(token) }),
      reads('by id', { user: guid('ann@x.example'), mailbox: 'ann@x.example', token: tokenOf(token) }),
      reads('shared', { user: 'shared@x.example' }),
      reads('backup', { user: 'ann@x.example', app: backup, token: tokenOf(guid('nobody issued it')) }),
    ],
    signIns: [signIn({ id: token, at: at(5, 12) - 60_000, user: 'ann@x.example', ip: '198.51.100.77' })],
  });
  const workspace = await load({
    'audit.jsonl': lines(all.audit),
    'sign-ins.jsonl': lines(all.signIns),
    'applications.csv': applications,
    'people.csv': people,
    'networks.csv': 'range,asn,organisation,country,kind\n198.51.100.0/24,64500,Ours,XN,office\nnot a range,1,X,,\n',
  });
  result = await investigate(workspace, { ...everything, allSessions: true });
  inputs = await inputsOf(workspace);
});

const sessionOf = (id: string) => result.sessions.find((session) => session.records.includes(id));

describe('the ledger', () => {
  it.each([
    ['applications.csv', 'ownApplications', 6, 4, 1, 1],
    ['people.csv', 'ownPeople', 6, 4, 1, 1],
    ['networks.csv', 'networks', 2, 1, 0, 1],
  ])('of %s adds up', (path, shape, rows, records, duplicates, rejects) => {
    expect(inputs.find((input) => input.path === path)).toMatchObject({ shape, rows, records, duplicates, rejects });
  });

  it('says why a row is no record, and the result what the tables are', () => {
    expect(result.rejects.map(({ path, code, line }) => [path, code, line])).toEqual([
      ['applications.csv', 'noApplication', 7],
      ['networks.csv', 'noRange', 3],
      ['people.csv', 'noPerson', 7],
    ]);
    expect(result.run.tables.filter((table) => table.name.startsWith('your own'))).toEqual([
      { name: 'your own applications', date: '', source: 'applications.csv: 4 rows' },
      { name: 'your own networks', date: '', source: 'networks.csv: 1 row' },
      { name: 'your own people', date: '', source: 'people.csv: 4 rows' },
    ]);
  });
});

describe('applications', () => {
  it('are called as the user calls them; what the user leaves open the shipped table says', () => {
    expect(sessionOf('backup')?.application).toMatchObject({
      name: 'Night backup',
      publisher: 'Vault Ltd',
      opensMail: 'yes',
    });
    expect(sessionOf('renamed')?.application).toMatchObject({
      name: 'Our Outlook',
      publisher: 'Microsoft',
      opensMail: 'yes',
    });
  });

  it('are not sanctioned by being named', () => {
    expect(sessionOf('backup')?.classes).toMatchObject({ explained: 0, background: 0 });
  });
});

describe('people', () => {
  it('are one person under all their names', () => {
    for (const id of ['renamed', 'by id']) {
      expect(sessionOf(id), id).toMatchObject({ user: 'ann@x.example', mailbox: 'ann@x.example' });
      expect(sessionOf(id)?.explanation, id).toMatchObject({ class: 'explained', tier: 'token' });
    }
    expect(result.reconciliation.byMailbox.map((row) => row.mailbox)).not.toContain('a.marrow@x.example');
  });

  it('do not share a name, nor lose their own', () => {
    expect(sessionOf('shared')?.user).toBe('shared@x.example');
    expect(result.reconciliation.byMailbox.map((row) => row.mailbox)).toContain(person(2));
  });

  it('stand in the result where it names them', () => {
    expect(result.people[0]).toEqual({
      ...{ user: 'ann@x.example', name: 'Ann Marrow', role: 'Minister' },
      ...{ objectId: guid('ann@x.example'), timeZone: 'Europe/Vienna', mailboxType: null },
      otherNames: ['a.marrow@x.example', 'ann.old@x.example'],
    });
    expect(result.people.map(({ user }) => user)).toEqual(['ann@x.example', person(0), person(1), person(2)]);
  });
});
