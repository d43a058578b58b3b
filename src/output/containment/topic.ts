// Which step a shipped rule calls for. By the name of its folder, which a finding carries; a test holds this list against the folders, so
// that a new rule cannot be forgotten. Rules of the user's own call for no step: what they look for is not known here.
import type { Finding } from '../../record/result.js';

const rulesBy = {
  account: [
    ...['account-guessed-then-entered', 'account-guessed-then-entered-sign-in-log', 'old-protocol-sign-in'],
    ...['password-only-sign-in', 'password-program-gets-in', 'risky-sign-in-of-stolen-token', 'sent-then-erased'],
    ...['device-code-sign-in', 'device-code-session-for-mail', 'device-code-then-mail', 'device-code-through-broker'],
    ...['mail-read-by-tool-of-microsoft', 'mailbox-searched-for-secrets', 'mailbox-searched-for-several-secrets'],
    ...['mailbox-searched-in-a-burst', 'mailbox-searched-then-read', 'person-acts-under-name-of-service'],
  ],
  device: ['device-code-then-device'],
  consent: [
    ...['consent-to-read-mail', 'consent-to-whole-mailbox', 'consent-to-read-everybodys-mail', 'consent-then-reading'],
    ...['delegated-permission-for-mail', 'application-collects-consents', 'often-abused-product-added'],
  ],
  appRole: ['application-asks-for-all-mail', 'application-may-read-all-mail', 'application-role-in-exchange'],
  credential: ['application-credential-added', 'credential-and-mail-role'],
  applicationPolicy: ['application-policy-loosened'],
  delegate: [
    ...['mailbox-full-access', 'mailbox-full-access-for-everybody', 'access-given-then-read'],
    ...['access-given-to-many-mailboxes', 'access-given-and-taken-back'],
  ],
  sendAs: ['send-as-granted'],
  folder: ['folder-opened-to-person', 'folder-opened-to-everybody', 'folder-opened-to-everybody-by-client'],
  impersonation: ['impersonation-role'],
  administrator: ['exchange-administrator-added'],
  discovery: [
    ...['discovery-role-given', 'discovery-role-then-search', 'content-search-started', 'content-search-exported'],
    ...['search-action-taken', 'mailbox-exported'],
  ],
  oldProtocol: ['mail-read-by-imap-or-pop', 'old-protocol-switched-on', 'old-protocol-switched-on-then-used'],
  inboxRule: [
    ...['inbox-rule-changed', 'inbox-rule-deletes-mail', 'inbox-rule-for-another-mailbox', 'inbox-rule-forwards'],
    ...['inbox-rule-forwards-and-hides', 'inbox-rule-forwards-nameless', 'inbox-rule-hides-in-unread-folder'],
    ...['inbox-rule-hides-words-of-warning', 'inbox-rule-nameless', 'inbox-rule-without-condition'],
    ...['client-rule-forwards', 'client-rule-hides', 'hiding-rule-then-cleaning', 'outlook-rules-deleted'],
  ],
  forwarding: ['mailbox-forwarding-to-address', 'mailbox-forwarding-to-recipient', 'mailbox-forwarding-without-copy'],
  transportRule: [
    ...['transport-rule-copies', 'transport-rule-copies-unseen', 'transport-rule-nameless', 'transport-rule-unaudited'],
  ],
  journal: ['journal-rule'],
  wayOut: [
    ...['outbound-policy-forwarding-on', 'remote-domain-forwarding-allowed', 'outbound-connector'],
    'forwarding-allowed-then-used',
  ],
  bypass: ['audit-bypass'],
  mailboxAudit: ['mailbox-audit-off', 'mailbox-audit-reduced', 'mailbox-audit-kept-shorter'],
  organisationAudit: ['organisation-audit-off', 'audit-retention-changed'],
  licence: ['licence-without-audit'],
  conditionalAccess: ['conditional-access-loosened'],
  secondFactor: ['second-factor-switched-off'],
  domainTrust: ['domain-trust-changed'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Topic = keyof typeof rulesBy;

/** Rules that tell what was read or tried, or repeat others: nothing of theirs is to be changed. */
export const withoutStep: readonly string[] = [
  ...['access-log-throttled', 'another-mailbox-synchronised', 'attachments-taken-in-a-burst', 'mail-read-by-assistant'],
  ...['mail-read-by-script', 'one-application-reads-many-mailboxes', 'one-person-reads-many-mailboxes'],
  ...['password-spray', 'password-spray-from-many-addresses', 'password-spray-in-sign-in-log'],
  ...['silence-and-way-in', 'token-from-outlook-on-the-web'],
];

const topics = new Map<string, Topic>(
  (Object.keys(rulesBy) as Topic[]).flatMap((topic) => rulesBy[topic].map((rule) => [rule, topic] as const)),
);

/** Folders of rules that call for a step. */
export const rulesWithStep = (): string[] => [...topics.keys()];

export const topicOf = ({ rule }: Finding): Topic | null =>
  topics.get(/^([^/]+)\/rule\.yml$/.exec(rule?.source ?? '')?.[1] ?? '') ?? null;
