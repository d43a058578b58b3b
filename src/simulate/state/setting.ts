// Commands and consents of the time that leave a setting, remembered for the exports of the tenant's state, an intruder's among
// them. Rules that a mail client hid are not: no export shows them.
import type { Deed } from '../journal.js';
import type { World } from '../world.js';

const kept = new Set([
  ...['Add-MailboxPermission', 'Add-RecipientPermission', 'Add-MailboxFolderPermission', 'New-InboxRule'],
  ...['Consent to application.', 'Add app role assignment to service principal.'],
]);

/** Keeps of a day's deeds those that leave a setting; few, and bounded by what administrators do. */
export function rememberSettings({ settings, startAt, endAt }: World, deeds: readonly Deed[]): void {
  settings.push(...deeds.filter(({ operation, at }) => kept.has(operation) && at >= startAt && at < endAt));
}

/** Those of one operation, in the order of their time within each day. */
export const settingsOf = ({ settings }: World, operation: string): Deed[] =>
  settings.filter((deed) => deed.operation === operation);

export function parameterOf({ fields }: Deed, name: string): string {
  const pairs = (fields.Parameters ?? []) as readonly { readonly Name: string; readonly Value: string }[];
  return pairs.find(({ Name }) => Name === name)?.Value ?? '';
}
