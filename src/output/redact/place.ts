// Addresses of the network in any text: versions 4 and 6, with and without port, ranges, and as file names have them. One address has one
// name, however it is spelled.
import { addressText, parseAddress, parseRange } from '../../record/address.js';
import type { Pseudonyms } from './pseudonym.js';

const version4 = /(?<!\d|\d\.)\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?!\d|\.\d)/g;
const version6 =
  /(?<![\p{L}\p{N}:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:\/\d{1,3})?(?![\p{L}\p{N}])/giu;
/** `198-51-100-7`, `2001_db8__1`. */
const inNames =
  /(?<![\p{L}\p{N}])(?:\d{1,3}([-_])\d{1,3}\1\d{1,3}\1\d{1,3}|[0-9a-f]{0,4}(?:([-_])[0-9a-f]{0,4})(?:\2[0-9a-f]{0,4}){1,7})(?![\p{L}\p{N}])/giu;

/** The name of an address or range; null for what is neither. */
export function placeName(text: string, addresses: Pseudonyms, networks: Pseudonyms): string | null {
  if (text.includes('/')) {
    const range = parseRange(text);
    return range === null ? null : networks.of(`${addressText(range.family, range.first)}/${text.split('/')[1]}`);
  }
  const parsed = parseAddress(text);
  return parsed === null ? null : addresses.of(parsed.ip);
}

/** Of file names only addresses that are met elsewhere: dates have dashes too. */
function inNameOf(text: string, sign: string, addresses: Pseudonyms): string | null {
  const parsed = parseAddress(
    text.replaceAll(sign, /^\d{1,3}[-_]\d{1,3}[-_]\d{1,3}[-_]\d{1,3}$/.test(text) ? '.' : ':'),
  );
  return parsed === null ? null : addresses.known(parsed.ip);
}

export function withoutPlaces(text: string, addresses: Pseudonyms, networks: Pseudonyms): string {
  const name = (found: string): string => (found === '::' ? found : (placeName(found, addresses, networks) ?? found));
  return text
    .replace(version4, name)
    .replace(version6, name)
    .replace(
      inNames,
      (found: string, one: string | undefined, other: string | undefined) =>
        inNameOf(found, one ?? other ?? '-', addresses) ?? found,
    );
}
