// An address as people need it: who runs it, what kind of network that is, and where. The country of the look-up table and
// the one that the log claims are both shown where they disagree.
import type { Address, Case, Session } from '../record/result.js';
import { networkWords } from './words.js';

export function addressText(address: Address): string {
  const network = [address.organisation, address.asn === null ? null : `AS${address.asn}`].filter(
    (part) => part !== null,
  );
  const { country, loggedCountry } = address;
  const claim = loggedCountry !== null && loggedCountry !== country ? `the log says ${loggedCountry}` : null;
  const kind = address.kind === null ? null : networkWords(address.kind);
  const about = [network.join(' '), kind, country, claim].filter((part) => part !== null && part !== '');
  return about.length > 0 ? `${address.ip} (${about.join(', ')})` : address.ip;
}

/** The case's addresses, described as far as its sessions describe them. */
export function addressTexts(each: Case, sessions: readonly Session[]): string[] {
  const known = new Map(sessions.flatMap((session) => session.addresses).map((address) => [address.ip, address]));
  return each.addresses.map((ip) => {
    const address = known.get(ip);
    return address === undefined ? ip : addressText(address);
  });
}
