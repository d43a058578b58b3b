// Rules for the bench, like those that people write: most ask for an operation and something of it, some for the reader's client or
// address, some look everywhere. The first twenty and the first four hundred have the same mixture.

const operations = [
  ...[
    'New-InboxRule',
    'Set-InboxRule',
    'UpdateInboxRules',
    'Set-Mailbox',
    'Add-MailboxPermission',
    'New-TransportRule',
  ],
  ...[
    'Set-TransportRule',
    'New-JournalRule',
    'Add-RecipientPermission',
    'Set-CASMailbox',
    'New-ManagementRoleAssignment',
  ],
  ...[
    'Set-AdminAuditLogConfig',
    'Set-MailboxAuditBypassAssociation',
    'Consent to application.',
    'Add service principal.',
  ],
  ...['UserLoggedIn', 'UserLoginFailed', 'Send', 'SoftDelete', 'HardDelete', 'MoveToDeletedItems', 'FileDownloaded'],
];
const words = [
  'forward',
  'redirect',
  'delete',
  'invoice',
  'payment',
  'password',
  'external',
  'rss',
  'archive',
  'hidden',
];
const clients = [
  'BAV2ROPC',
  'python-requests',
  'axios',
  'Client=POP3',
  'Client=IMAP4',
  'Client=WebServices',
  'rclone',
  'curl',
];
const pick = (list, i) => list[i % list.length];

const kinds = [
  (i) => `s:\n  Operation: ${pick(operations, i)}\n  Parameters|contains: ${pick(words, i)}${i}`,
  (i) =>
    `s:\n  Operation: [${pick(operations, i)}, ${pick(operations, i + 3)}]\n  ForwardTo|endswith: '@example${i}.net'`,
  (i) => `s:\n  Operation: MailItemsAccessed\n  ClientInfoString|contains: ${pick(clients, i)}${i % 7 === 0 ? '' : i}`,
  (i) => `s:\n  Operation|contains: ${pick(operations, i).slice(0, 6)}\n  UserId|startswith: adm${i}`,
  (i) => `s:\n  Operation: ${pick(operations, i)}\nf:\n  ResultStatus: 'True'\ncondition: s and not f`,
  (i) => `s:\n  UserAgent|contains: ${pick(clients, i)}${i}`,
  (i) => `s:\n  Operation: MailItemsAccessed\n  ClientIP|cidr: 203.0.${i % 256}.0/24`,
  (i) => `s:\n  Operation|startswith: '${pick(operations, i).slice(0, 4)}'\n  ObjectId|contains: ${pick(words, i)}${i}`,
  (i) => `s:\n  - ${pick(words, i)}-${i}-${pick(words, i + 1)}`,
  (i) => `s:\n  Parameters.Identity|endswith: '${i}@example.org'`,
  (i) => `s:\n  AppId: '0badc0de-0000-4000-8000-${String(i).padStart(12, '0')}'\n  LogonType: 2`,
  (i) => `s:\n  Operation: ${pick(operations, i)}\n  Name|re: '^[.;,]{1,${(i % 5) + 1}}$'`,
];

/** The text of rule number `i`. */
export function ruleText(i) {
  const body = kinds[i % kinds.length](i);
  const condition = body.includes('condition:') ? '' : '\ncondition: s';
  const detection = `${body}${condition}`.replace(/^/gm, '  ');
  return `title: rule ${i}\nname: rule_${i}\nlogsource:\n  product: m365\n  service: audit\ndetection:\n${detection}\n`;
}

/** Rules of columns alone, every one of which matches something or could: the dearest that rules without raw records can be. */
export function plainRuleText(i) {
  const name = String.fromCharCode(97 + (i % 26));
  const body = `s:\n  Operation: ${pick(operations.slice(15), i)}\n  UserId|contains: ${name}${i % 7}\nt:\n  ClientInfoString|contains: ${pick(words, i)}${i}`;
  return `title: plain ${i}\nlogsource:\n  product: m365\n  service: audit\ndetection:\n${body.replace(/^/gm, '  ')}\n  condition: s or t\n`;
}
