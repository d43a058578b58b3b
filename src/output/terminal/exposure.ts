// What was read, in tiers that differ in what must be assumed: messages opened by name, folders copied whole, times in which
// the log could not tell, and mail that a rule sends elsewhere.
import type { Case } from '../../record/result.js';
import { count, some, thousands } from '../../util/words.js';
import { namedMailboxes } from '../case-view.js';
import { bytes, span, utc } from '../format.js';
import { windowWords } from '../words.js';
import { field, type Page } from './layout.js';

const shown = 4;

function firstFew<T>(items: readonly T[], text: (item: T) => string): string[] {
  const rest = items.length - shown;
  return [...items.slice(0, shown).map(text), ...(rest > 0 ? [`... and ${thousands(rest)} more`] : [])];
}

function namedText(each: Case): string {
  const { messages, bytes: size, items } = each.exposure.named;
  const atLeast = items.some((item) => item.bytes === null) ? 'at least ' : '';
  const where = namedMailboxes(each);
  const inWhich = where > 0 ? ` in ${count(where, 'mailbox', 'mailboxes')}` : '';
  return `${count(messages, 'message')} opened${inWhich}${size > 0 ? `, ${atLeast}${bytes(size)}` : ''}`;
}

function wayOut(diverted: Case['exposure']['diverted'][number]): string {
  const until = diverted.toAt === null ? 'and still going on' : `until ${utc(diverted.toAt)}`;
  const which = diverted.condition === null ? '' : `, mail that matches: ${diverted.condition}`;
  return `· ${diverted.mailbox} to ${some(diverted.to, 3)} by ${diverted.by}, since ${utc(diverted.fromAt)} ${until}${which}`;
}

/** The lines under "What was read". */
export function exposureLines(each: Case, page: Page): string[] {
  const { named, folders, unknown, diverted } = each.exposure;
  const items: string[] = named.messages > 0 ? [namedText(each)] : [];
  if (folders.length > 0) {
    items.push(`${count(folders.length, 'folder')} copied whole: assume all of it was taken`);
    items.push(...firstFew(folders, (it) => `· ${it.mailbox}: ${it.folder ?? 'a folder without a name'}`));
  }
  if (unknown.length > 0) {
    items.push(`${count(unknown.length, 'period')} when the log could not tell: assume the worst`);
    items.push(
      ...firstFew(unknown, (it) => `· ${it.mailbox}: ${span(it.fromAt, it.toAt)} (${windowWords(it.reason)})`),
    );
  }
  if (diverted.length > 0) items.push('Mail was sent elsewhere:', ...firstFew(diverted, wayOut));
  return field(page, 'What was read', ...(items.length > 0 ? items : ['nothing that the logs show']));
}
