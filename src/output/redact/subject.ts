// What mail was about: subjects, senders, attachments, folders of people's own making, and conditions of rules.
import type { Result } from '../../record/result.js';
import { ownWords } from './own-words.js';
import { Pseudonyms } from './pseudonym.js';

/** Folders that every mailbox has tell nothing. */
const ordinary = new Set(
  'inbox,sent items,sent,drafts,deleted items,junk email,junk e-mail,archive,outbox,calendar,contacts,tasks,notes,journal,conversation history,recoverable items,deletions,purges,versions,discoveryholds,rss feeds,sync issues,top of information store,clutter,snoozed,search folders,in-place archive'.split(
    ',',
  ),
);

export interface Subjects {
  readonly subject: Pseudonyms;
  readonly sender: Pseudonyms;
  readonly attachments: Pseudonyms;
  readonly folder: Pseudonyms;
  readonly condition: Pseudonyms;
}

const segments = /[\\/]/;

const isOrdinary = (segment: string): boolean => segment.trim() === '' || ordinary.has(segment.trim().toLowerCase());

/** `\Inbox\Talks with X` -> `\Inbox\folder-1`. */
export const folderName = (path: string, folder: Pseudonyms): string =>
  path
    .split(segments)
    .map((segment) => (isOrdinary(segment) ? segment : folder.of(segment)))
    .join('\\');

/** Everything of that kind in a result. */
export function subjectsOf({ cases }: Result): Subjects {
  const found: Subjects = {
    subject: new Pseudonyms('subject'),
    sender: new Pseudonyms('sender'),
    attachments: new Pseudonyms('attachments'),
    folder: new Pseudonyms('folder'),
    condition: new Pseudonyms('condition'),
  };
  for (const { exposure } of cases) {
    for (const { subject, sender, attachments, folder } of exposure.named.items) {
      if (subject !== null) found.subject.of(subject);
      if (sender !== null) found.sender.of(sender);
      if (attachments !== null) found.attachments.of(attachments);
      if (folder !== null) folderName(folder, found.folder);
    }
    for (const { folder } of exposure.folders) if (folder !== null) folderName(folder, found.folder);
    for (const { condition } of exposure.diverted) if (condition !== null) found.condition.of(condition);
  }
  return found;
}

const fewestLetters = 3;

/** Where they stand in sentences and names. Short ones and words of our own are found only in their own fields. */
export const subjectForms = (subjects: Subjects): [string, string][] =>
  [subjects.subject, subjects.attachments, subjects.folder, subjects.condition]
    .flatMap((each) => each.entries())
    .filter(([text]) => text.length >= fewestLetters && !ownWords.has(text));
