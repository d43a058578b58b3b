// Nothing in a simulation can be taken for somebody real: addresses, domains and ids are of the kinds reserved for it.
import { expect, test } from 'vitest';
import { signInShapeNames } from './export/shapes.js';
import { scenarioNames } from './intrusion/scenario.js';
import { keep } from './memory.js';
import { organisationName } from './name.js';
import { networksCsv } from './network.js';

const scenarios = scenarioNames.filter((name) => name !== 'storm-0558');

test.each(signInShapeNames)('addresses, domains and ids are reserved ones, or Exchange’s own (%s)', (signIns) => {
  const { files } = keep({ seed: 3, mailboxes: 12, days: 9, start: '2023-05-01', scenarios, signIns });
  const all = [...files]
    .filter(([path]) => path !== 'networks.csv')
    .map(([, text]) => text)
    .join('\n');
  const four = new Set(all.match(/(?<![\d./])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g) ?? []);
  const versions = /^1\d\d\.0\.0\.0$|^15\.\d+\./; // Chrome's and Exchange's
  for (const address of four) {
    if (!versions.test(address)) expect(address).toMatch(/^(198\.1[89]\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/);
  }
  const six = all.match(/(?<![\w:-])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/g) ?? [];
  expect(four.size > 20 && six.length > 0).toBe(true);
  for (const address of new Set(six)) expect(address).toMatch(/^(2001:db8:|2603:10a6:)/);
  for (const [, domain] of all.matchAll(/@([\w.-]+\.[a-z]+)/g)) {
    if (!domain?.startsWith('odata.')) expect(domain).toMatch(/\.example$/);
  }
  for (const [, tenant] of all.matchAll(/"OrganizationId"+:"+([\w-]+)/g))
    expect(tenant).toMatch(/^00000000-0000-4000-a000-0000/);
});

test('no two organisations have one name', () => {
  const names = Array.from({ length: 100 }, (_, i) => organisationName(i + 1));
  expect(names[0]).toBe('northgate');
  expect(new Set(names).size).toBe(100);
});

test('every address of the exports lies in a network of networks.csv', () => {
  const { files } = keep({
    seed: 3,
    mailboxes: 12,
    days: 7,
    start: '2023-05-01',
    tenants: 2,
    scenarios: ['forged-token'],
  });
  const text = files.get('networks.csv') ?? '';
  expect(text).toBe(
    networksCsv([
      { number: 1, name: 'northgate' },
      { number: 2, name: organisationName(2) },
    ]),
  );
  const number = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const ranges = text.split('\n').flatMap((line) => {
    const [range = ''] = line.split(',');
    const [address = '', prefix] = range.split('/');
    return /^\d+\.\d/.test(address) ? [{ from: number(address), size: 2 ** (32 - Number(prefix)) }] : [];
  });
  const all = [...files]
    .filter(([path]) => path !== 'networks.csv')
    .map(([, file]) => file)
    .join('\n');
  for (const [, address = ''] of all.matchAll(/"ipAddress":"([\d.]+)"/g)) {
    const at = number(address);
    expect(
      ranges.filter(({ from, size }) => at >= from && at < from + size),
      address,
    ).toHaveLength(1);
  }
});
