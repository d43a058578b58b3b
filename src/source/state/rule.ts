// Rules that handle mail: of one inbox, of the whole organisation, and journals. Hidden rules stand in none of these exports
// unless they were asked for with -IncludeHidden. Columns: Get-InboxRule, Get-TransportRule, Get-JournalRule, and
// Microsoft-Extractor-Suite's MailboxRules and TransportRules (its Scripts/Get-Rules.ps1).
import { sql } from '../../query/sql.js';
import { first, made, path } from '../mapping.js';
import { has } from '../shape.js';
import { list, type StateShape, sentOn, stateShape, together } from './fact.js';

const inbox = stateShape('inboxRules', 'inbox rules, Get-InboxRule', 'inboxRule', {
  subject: first(
    path('UserName'),
    path('UserPrincipalName'),
    path('Mailbox'),
    path('MailboxOwnerId'),
    path('Identity'),
  ),
  subjectId: first(path('RuleIdentity'), path('Identity')),
  name: first(path('RuleName'), path('Name')),
  enabled: first(path('Enabled'), path('RuleEnabled')),
  sendsTo: together('ForwardTo', 'ForwardAsAttachmentTo', 'RedirectTo'),
  condition: first(list('Description'), list('TextDescription')),
});

const enabled = made(
  [path('State')],
  (state) => sql`CASE WHEN ${state} IS NOT NULL THEN (lower(${state}) = 'enabled')::VARCHAR END`,
);

const transport = stateShape('transportRules', 'transport rules, Get-TransportRule', 'transportRule', {
  subjectId: first(path('Guid'), path('ImmutableId')),
  name: first(path('Name'), path('Identity')),
  enabled,
  sendsTo: first(
    together('RedirectMessageTo', 'BlindCopyTo', 'CopyTo', 'AddToRecipients'),
    made([path('Description')], sentOn),
  ),
  condition: list('Description'),
});

const journal = stateShape('journalRules', 'journal rules, Get-JournalRule', 'journalRule', {
  subject: list('Recipient'),
  subjectId: path('Guid'),
  name: first(path('Name'), path('Identity')),
  enabled: path('Enabled'),
  sendsTo: list('JournalEmailAddress'),
  condition: list('Scope'),
});

export const ruleShapes: readonly StateShape[] = [
  { shape: journal, is: (head) => has(head, 'JournalEmailAddress') },
  {
    shape: inbox,
    is: (head) =>
      (has(head, 'ForwardTo') || has(head, 'RedirectTo')) &&
      (has(head, 'RuleName') || has(head, 'RuleIdentity') || has(head, 'MailboxOwnerId')),
  },
  {
    shape: transport,
    is: (head) =>
      has(head, 'Name', 'State', 'Description') &&
      (has(head, 'CreatedBy') || has(head, 'Mode') || has(head, 'Priority')),
  },
];
