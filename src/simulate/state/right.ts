// Rights to mailboxes and inbox rules as an administrator finds them at the end of the time: what people had from the beginning,
// and what the commands of the time gave.
import { othersOf } from '../life/person.js';
import type { World } from '../world.js';
import { parameterOf, settingsOf } from './setting.js';
import type { Row } from './table.js';

const plain = { IsInherited: false, Deny: false };

/** Get-MailboxPermission: everybody's own right, assistants', and what was added. */
export function mailboxRights(world: World): Row[] {
  const { people } = world.org;
  const chiefs = people.filter(({ senior }) => senior);
  const right = (identity: string, user: string, rights = 'FullAccess'): Row => ({
    ...{ Identity: identity, User: user, AccessRights: rights, ...plain },
  });
  return [
    ...people.map(({ upn }) => right(upn, 'NT AUTHORITY\\SELF', 'FullAccess, ReadPermission')),
    ...people.flatMap((person) => othersOf(world, person, chiefs).map(({ owner }) => right(owner.upn, person.upn))),
    ...settingsOf(world, 'Add-MailboxPermission').map((deed) =>
      right(parameterOf(deed, 'Identity'), parameterOf(deed, 'User'), parameterOf(deed, 'AccessRights')),
    ),
  ];
}

/** Get-RecipientPermission. */
export const sendingRights = (world: World): Row[] =>
  settingsOf(world, 'Add-RecipientPermission').map((deed) => ({
    ...{ Identity: parameterOf(deed, 'Identity'), Trustee: parameterOf(deed, 'Trustee') },
    ...{ AccessControlType: 'Allow', AccessRights: parameterOf(deed, 'AccessRights'), IsInherited: false },
  }));

/** Get-MailboxFolderPermission. */
export const folderRights = (world: World): Row[] =>
  settingsOf(world, 'Add-MailboxFolderPermission').map((deed) => ({
    ...{ Identity: parameterOf(deed, 'Identity'), FolderName: 'Calendar', User: parameterOf(deed, 'User') },
    AccessRights: parameterOf(deed, 'AccessRights'),
  }));

/** Microsoft-Extractor-Suite's MailboxPermissions: one row a mailbox. */
export function rightsByMailbox(world: World): Row[] {
  const [full, sending] = [mailboxRights(world), sendingRights(world)];
  return world.org.people.map(({ upn, name, shared }) => {
    const users = (rows: readonly Row[], column: string): string[] =>
      rows.flatMap((row) =>
        row.Identity === upn && !String(row[column]).startsWith('NT ') ? [String(row[column])] : [],
      );
    const [readers, senders] = [users(full, 'User'), users(sending, 'Trustee')];
    return {
      ...{ UserPrincipalName: upn, DisplayName: name, RecipientTypeDetails: shared ? 'SharedMailbox' : 'UserMailbox' },
      ...{ FullAccessUsers: readers.join('; '), SendAsUsers: senders.join('; '), SendOnBehalfUsers: '' },
      ...{ FullAccessPermissions: readers.map((user) => `${user} - Rights: FullAccess`).join('; ') },
      ...{ SendAsPermissions: senders.map((user) => `${user} - Rights: SendAs`).join('; ') },
      ...{ InboxUsers: '', InboxPermissions: '', CalendarUsers: '', CalendarPermissions: '' },
    };
  });
}

/** Get-InboxRule. */
export const inboxRules = (world: World): Row[] =>
  settingsOf(world, 'New-InboxRule').map((deed, i) => ({
    ...{
      MailboxOwnerId: deed.userId,
      Name: parameterOf(deed, 'Name'),
      RuleIdentity: `${1_000_001 + i}`,
      Enabled: true,
    },
    ...{ Priority: 1, ForwardTo: '', ForwardAsAttachmentTo: '', RedirectTo: '' },
    ...{
      MoveToFolder: parameterOf(deed, 'MoveToFolder'),
      SubjectContainsWords: parameterOf(deed, 'SubjectContainsWords'),
    },
    Description: `If the message:\r\n\tthe message includes specific words in the subject '${parameterOf(deed, 'SubjectContainsWords')}'\r\n`,
  }));
