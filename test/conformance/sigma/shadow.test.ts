// Columns leave out records that a rule cannot match, without opening them. Values in forms that the column does not hold (a list, a
// name, another spelling of the key, nothing but blanks) are found all the same, by each rule alone, so that nothing else opens them.
import { beforeAll, expect, it } from 'vitest';
import { sql } from '../../../src/query/sql.js';
import type { Workspace } from '../../../src/store/workspace.js';
import { ask, event, loadEvents, ruleText } from './world.js';

const bag = (Value: unknown, Name = 'IsThrottled'): object => ({ OperationProperties: [{ Name, Value }] });
const events = [
  event('number', {
    LogonType: 2,
    UserType: 5,
    ClientAppId: 'App-One',
    ClientInfoString: 'Client=REST;x',
    ...bag('False'),
  }),
  event('text', { LogonType: '2', ClientAppId: 'app-two', ClientInfoString: 'client=rest', ...bag('True') }),
  event('list', { LogonType: [0, 2], ClientAppId: ['app-one', 'app-two'], ...bag(['True']) }),
  event('name', { LogonType: 'Delegated', UserType: 'Application', RecordType: 'ExchangeItem' }),
  event('small', {
    logonType: 2,
    clientAppId: 'app-one',
    clientInfoString: 'Client=REST',
    ...bag('True', 'isthrottled'),
  }),
  event('blank', { LogonType: '', ClientAppId: '', ClientInfoString: '', ...bag('') }),
  event('inside', { AppAccessContext: { ClientAppId: 'app-one' }, ClientInfoString: ' ' }),
];

let workspace: Workspace;
beforeAll(async () => {
  workspace = await loadEvents(events);
});

it.each([
  ['LogonType: 2', ['list', 'number', 'small', 'text']],
  ["LogonType: '2'", ['list', 'number', 'small', 'text']],
  ['LogonType|gte: 1', ['list', 'number', 'small', 'text']],
  ['LogonType: Delegated', ['name']],
  ['LogonType: 4', []],
  ['UserType: 5', ['number']],
  ['RecordType: 1', ['blank', 'inside', 'list', 'number', 'small', 'text']],
  ['RecordType: 2', []],
  ['ClientAppId: app-one', ['list', 'number']],
  ['ClientAppId|cased: App-One', ['number']],
  ["ClientAppId|re: 'One$'", ['number']],
  ["ClientAppId|re: '^$'", ['blank']],
  ["ClientAppId: ''", ['blank']],
  ["ClientInfoString|re: '^Client=REST'", ['number', 'small']],
  ["ClientInfoString|re: '^\\s?$'", ['blank', 'inside']],
  ['ClientInfoString|cased|startswith: client', ['text']],
  ["OperationProperties.IsThrottled: 'True'", ['list', 'small', 'text']],
  ["OperationProperties.IsThrottled: ''", ['blank']],
  ['ClientAppId: app-three', []],
])('%s', async (detection, expected) => {
  const [found] = await ask(workspace, [ruleText(`selection:\n  ${detection}`)]);
  expect(found).toEqual(expected);
});

it('records whose columns tell are not opened', async () => {
  const opened: string[] = [];
  const { database } = workspace;
  const spying: Workspace = {
    ...workspace,
    database: {
      ...database,
      run: async (query) => {
        await database.run(query);
        const text = query.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
        if (text.startsWith('CREATE OR REPLACE TEMP TABLE "ruleField"'))
          for (const { id } of await database.rows<{ id: string }>(sql`SELECT id FROM "ruleField"`)) opened.push(id);
        return 0;
      },
    },
  };
  await ask(spying, [ruleText("selection:\n  ClientInfoString|re: '^Client=R'")]);
  expect(opened.sort()).toEqual(['blank', 'list', 'name', 'number', 'small']);
});
