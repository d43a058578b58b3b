// Brings simulated records to the size of real ones: about 3 kB for an audit record, 2 kB for a sign-in. What is added is
// what real rows carry beside the fields that we read (long item ids, subjects, the mailbox's and the request's ids, policies
// and device details), made from the record's own ids, so that the same simulation gives the same bytes.
import { createHash } from 'node:crypto';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Characters that look like a service's id and stay the same for the same text: xorshift over a hash of it. */
function letters(seed, length, alphabet = base64) {
  let x = 2166136261;
  for (let i = 0; i < seed.length; i++) x = Math.imul(x ^ seed.charCodeAt(i), 16777619);
  let text = '';
  for (let i = 0; i < length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    text += alphabet[(x >>> 7) % alphabet.length];
  }
  return text;
}

/** The same for what many records of a mailbox share. */
const shared = new Map();
function sharedLetters(seed, length) {
  const key = `${seed} ${length}`;
  if (!shared.has(key)) shared.set(key, letters(seed, length));
  return shared.get(key);
}

const hex = '0123456789abcdef';
const guid = (seed) => {
  const h = letters(seed, 32, hex);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
};

const words =
  'minutes draft budget visit agenda travel contract reply notes invoice schedule meeting annex report'.split(' ');
const subject = (seed) => [...letters(seed, 5)].map((letter) => words[letter.charCodeAt(0) % words.length]).join(' ');

/** Item and folder ids of Exchange are some 150 and 110 characters long, most of them the same within a mailbox. */
const longItem = (mailbox, id) => ({
  Id: `RgAAAA${sharedLetters(mailbox, 60)}${id}${letters(id, 40)}`,
  ImmutableId: `LgAAAA${sharedLetters(`${mailbox}i`, 60)}${letters(`${id}i`, 44)}`,
});

function padItem(mailbox, item) {
  if (item.Id === undefined) return item;
  return { ...item, ...longItem(mailbox, item.Id), Subject: item.Subject ?? subject(item.Id) };
}

function padFolder(mailbox, folder) {
  const long =
    folder.Id === undefined
      ? {}
      : { Id: `LgAAAA${sharedLetters(`${mailbox}f`, 50)}${folder.Id}${letters(folder.Id, 24)}` };
  const items =
    folder.FolderItems === undefined ? {} : { FolderItems: folder.FolderItems.map((item) => padItem(mailbox, item)) };
  return { ...folder, ...long, ...items };
}

/** Extended properties as the other workloads have them: names and values that differ little from row to row. */
function properties(record, missing) {
  const list = [];
  for (let i = 0; missing > 0; i++) {
    const property = {
      Name: `ExtendedProperty${i}`,
      Value: `${record.Workload ?? ''} ${sharedLetters(`${record.Operation}${i}`, 90)} ${guid(record.Id + i)}`,
    };
    list.push(property);
    missing -= JSON.stringify(property).length + 1;
  }
  return list;
}

/** One audit record as JSON text, of at least `size` characters. */
export function padAudit(record, size) {
  const mailbox = record.MailboxGuid ?? record.UserId ?? '';
  const out = { ...record };
  if (out.Folders !== undefined) out.Folders = out.Folders.map((folder) => padFolder(mailbox, folder));
  if (out.Item?.ParentFolder !== undefined)
    out.Item = { ...out.Item, ParentFolder: padFolder(mailbox, out.Item.ParentFolder) };
  out.ClientRequestId = `{${guid(`${record.Id}c`).toUpperCase()}}`;
  out.ClientVersion = '15.20.6387.030';
  out.MailboxOwnerMasterAccountSid = `S-1-5-21-${letters(mailbox, 30, '0123456789')}`;
  const text = JSON.stringify(out);
  if (text.length >= size) return text;
  return JSON.stringify({ ...out, AdditionalProperties: properties(record, size - text.length - 26) });
}

const policy = (seed, i) => ({
  id: guid(`policy${i}`),
  displayName: `Policy ${i}: ${subject(`policy${i}`)}`,
  enforcedGrantControls: i % 2 ? ['Mfa'] : [],
  enforcedSessionControls: [],
  result: letters(seed + i, 1) < 'H' ? 'success' : 'notApplied',
});

/** One sign-in as JSON text. */
export function padSignIn(row) {
  return JSON.stringify({
    ...row,
    appliedConditionalAccessPolicies: [0, 1, 2].map((i) => policy(row.id, i)),
    authenticationDetails: [
      {
        authenticationStepDateTime: row.createdDateTime,
        authenticationMethod: 'Previously satisfied',
        authenticationMethodDetail: '',
        succeeded: true,
        authenticationStepResultDetail: 'MFA requirement satisfied by claim in the token',
        authenticationStepRequirement: 'Primary authentication',
      },
    ],
    networkLocationDetails: [],
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    uniqueRequestHash: createHash('sha256').update(row.id).digest('hex'),
  });
}
