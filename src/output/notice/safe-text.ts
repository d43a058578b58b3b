// Text of logs in a notice. Notices hold no links, on purpose, and mail programs make links of what looks like one: names that an
// adversary chose must not become something to click on, and his address nothing to write to.
import { forTerminal } from '../escape.js';

/** Safe to print, and nothing in it is taken for a link, or for HTML where a mail program takes text for that. */
export const noticeText = (text: string): string =>
  forTerminal(text)
    .replace(/:\/\//g, ': //')
    .replace(/\bwww\./gi, 'www .')
    .replace(/\bmailto:/gi, 'mailto :')
    .replace(/<(?=[a-z!/])/gi, '< ');

/** A sentence in which addresses of others than the organisation are written so that nobody writes to them by a slip. */
export const withoutStrangers = (text: string, domain: string): string =>
  noticeText(text).replace(/[^\s@,;:()<>"']+@[^\s@,;:()<>"']+/g, (address) =>
    address.toLowerCase().replace(/[.]+$/, '').endsWith(`@${domain}`) ? address : targetText(address),
  );

/** Where mail was sent on to: to be read, not to be written to. */
export const targetText = (address: string): string =>
  noticeText(address).replaceAll('@', ' (at) ').replaceAll('.', ' (dot) ');
