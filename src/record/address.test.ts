// Addresses: the forms of the field, and properties over all of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressText, parseAddress, parseRange } from './address.js';

describe('parseAddress', () => {
  it.each([
    ['10.11.12.13', '10.11.12.13'],
    ['10.11.12.13:12345', '10.11.12.13'],
    ['[10.11.12.13]', '10.11.12.13'],
    ['[10.11.12.13]:12345', '10.11.12.13'],
    ['::ffff:10.11.12.13', '10.11.12.13'],
    ['[::ffff:10.11.12.13]:12345', '10.11.12.13'],
    ['::ffff:0a0b:0c0d', '10.11.12.13'],
    ['2001:DB8::ABCD', '2001:db8::abcd'],
    ['[2001:db8::abcd]', '2001:db8::abcd'],
    ['[2001:db8::abcd]:12345', '2001:db8::abcd'],
    ['2001:db8:0:0:0:0:0:abcd', '2001:db8::abcd'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:db8:1:2:3:4:5:6789', '2001:db8:1:2:3:4:5:6789'],
    ['::1', '::1'],
    ['::', '::'],
    [' 10.0.0.1 ', '10.0.0.1'],
  ])('%s is %s', (logged, ip) => expect(parseAddress(logged)?.ip).toBe(ip));

  it.each([
    '',
    'localhost',
    'localhost:12345',
    '[localhost]:12345',
    'mail.example',
    'null',
    '999.1.1.1',
    '1::2::3',
    '1.2.3',
    ':::',
  ])('%s is no address', (logged) => expect(parseAddress(logged)).toBeNull());

  it('gives the network of a place', () => {
    expect(parseAddress('198.51.100.77')?.network).toBe('198.51.100.0/24');
    expect(parseAddress('2001:db8:1:2:3:4:5:6')?.network).toBe('2001:db8:1:2::/64');
  });

  it('reads back every address that it writes', () => {
    fc.assert(fc.property(fc.ipV4(), (ip) => parseAddress(ip)?.ip === ip));
    fc.assert(
      fc.property(fc.bigInt(1n << 64n, (1n << 128n) - 1n), (n) => parseAddress(addressText(6, n))?.number === n),
    );
    fc.assert(fc.property(fc.ipV6(), (ip) => parseAddress(ip) !== null));
  });
});

describe('parseRange', () => {
  it('covers its first and last address', () => {
    expect(parseRange('40.96.0.0/13')).toEqual({ family: 4, first: 677380096n, last: 677904383n });
    expect(parseRange('2603:10a6::/32')?.last).toBe(parseAddress('2603:10a6:ffff:ffff:ffff:ffff:ffff:ffff')?.number);
    expect(parseRange('192.0.2.1')).toEqual({ family: 4, first: 3221225985n, last: 3221225985n });
  });
  it.each(['x/8', '10.0.0.0/33', '10.0.0.0/8/9', '10.0.0.0/'])('%s is no range', (text) =>
    expect(parseRange(text)).toBeNull(),
  );
});
