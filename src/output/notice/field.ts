// What a template of a notice can name. Fields hold data (names, times, numbers), sections a sentence that stands only where it is true, and
// lists one for each thing: every word that a reader sees is the template's, so that it can be of any language. Those that must not be
// missing say what was read, what could not be told, and how to check that the notice is genuine.
export type Notice = 'person' | 'organisation';

export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'flag' | 'list';
  /** The list whose entries have it. */
  readonly of?: string;
  readonly notices: readonly Notice[];
  /** A template without it would mislead its reader. */
  readonly must: boolean;
  readonly meaning: string;
}

const both: readonly Notice[] = ['person', 'organisation'];
const person: readonly Notice[] = ['person'];
const organisation: readonly Notice[] = ['organisation'];

const text = (name: string, meaning: string, notices = both): Field => ({
  name,
  kind: 'text',
  notices,
  must: false,
  meaning,
});
const flag = (name: string, meaning: string, notices = both): Field => ({
  name,
  kind: 'flag',
  notices,
  must: false,
  meaning,
});
const list = (name: string, meaning: string, notices = both): Field => ({
  name,
  kind: 'list',
  notices,
  must: false,
  meaning,
});
const must = (field: Field): Field => ({ ...field, must: true });
const of = (name: string, ...fields: readonly Field[]): Field[] => fields.map((field) => ({ ...field, of: name }));

export const fields: readonly Field[] = [
  must(text('tlp', 'the label of the Traffic Light Protocol')),
  flag('tlpRed', 'it is RED'),
  flag('tlpAmberStrict', 'it is AMBER+STRICT'),
  flag('tlpAmber', 'it is AMBER'),
  flag('tlpGreen', 'it is GREEN'),
  flag('tlpClear', 'it is CLEAR'),
  must(text('reference', 'by which the notice can be checked by telephone; each has its own')),
  must(text('sender', 'who sends it and can be asked; a place to fill in where `--sender` is not given')),
  must(
    text('telephone', 'a number that the reader already knows; a place to fill in where `--telephone` is not given'),
  ),
  text('organisation', 'the domain of its mailboxes, else its id'),
  must(text('mailbox', 'the mailbox of the reader', person)),
  text('name', "the reader's name, where it is known", person),
  must(text('list', 'the file with the messages')),
  must(flag('sure', 'the level is high or critical, or an analyst has confirmed it')),
  flag('confirmed', 'an analyst has confirmed it'),
  must(flag('confidenceHigh', 'confidence is high')),
  must(flag('confidenceModerate', 'confidence is moderate')),
  must(flag('confidenceLow', 'confidence is low')),
  must(flag('shown', 'the logs show that it was opened, copied or sent on', person)),
  must(flag('read', 'messages are known to have been opened', person)),
  must(text('opened', 'how many')),
  text('openedFirst', 'when the first was', person),
  text('openedLast', 'when the last was', person),
  must(flag('copied', 'folders were copied whole', person)),
  must(list('folders', 'those folders', person)),
  ...of(
    'folders',
    text('folder', 'its name', person),
    text('firstAt', 'when', person),
    text('lastAt', 'until when', person),
    flag('several', 'the two differ', person),
  ),
  must(flag('sentOn', 'mail was sent on by itself')),
  must(list('ways', 'where to')),
  ...of(
    'ways',
    text('of', 'whose mail', organisation),
    text('to', 'where to, written so that it is no link'),
    text('fromAt', 'since when'),
    text('toAt', 'until when'),
    flag('ended', 'its end is in the logs'),
    flag('goingOn', 'it is not'),
    flag('onlySome', 'it has conditions'),
    flag('byForwarding', 'a forwarding of the mailbox'),
    flag('byInboxRule', 'a rule of the mailbox'),
    flag('byMailFlowRule', 'a rule of the organisation'),
    flag('byJournal', 'a journal rule'),
    flag('byOther', 'something else'),
  ),
  flag('nothingCopied', 'no folder was copied and no mail sent on', person),
  must(flag('blind', 'there are times in which the logs could not tell', person)),
  must(list('periods', 'those times', person)),
  ...of(
    'periods',
    text('fromAt', 'from', person),
    text('toAt', 'to', person),
    flag('throttled', 'so much was opened that recording stopped', person),
    flag('silent', 'the whole log is silent', person),
    flag('unnamed', 'the log names no messages', person),
    flag('unrecorded', 'by its settings opening left no record', person),
  ),
  flag('floor', 'it may have begun before the logs'),
  text('firstAt', 'the first access'),
  text('lastAt', 'the last activity'),
  text('detectableAt', 'since when it could have been seen', organisation),
  flag('elsewhere', 'the same actor is at work in other organisations', organisation),
  flag('forged', 'tokens were used that no sign-in issued'),
  flag('whyToken', 'tokens without their sign-in, or against it'),
  flag('whySession', 'sessions used where they were not opened'),
  flag('whyEntry', 'sign-ins of a kind that the owner does not use'),
  flag('whyPlace', 'places and hours that are not the owner’s'),
  flag('whyProgram', 'programs that are new there'),
  flag('whyRight', 'rights that were given before'),
  flag('whyAmount', 'far more than usual'),
  flag('whyRule', 'changes that send mail on'),
  flag('whyPublished', 'a published indicator'),
  flag('whyOther', 'none of these'),
  list('changes', 'changes that rules found and that concern the mailbox', person),
  ...of('changes', text('change', 'what a rule says of it, in English', person), text('at', 'when', person)),
  text('mailboxCount', 'how many mailboxes', organisation),
  must(list('mailboxes', 'the mailboxes, those with most first', organisation)),
  ...of(
    'mailboxes',
    text('mailbox', 'its name', organisation),
    flag('shared', 'several people use it', organisation),
    flag('noOwner', 'whose it is, the logs do not say', organisation),
    flag('read', 'messages are known to have been opened', organisation),
    text('opened', 'messages opened', organisation),
    text('openedFirst', 'when the first was', organisation),
    text('openedLast', 'when the last was', organisation),
    text('folderCount', 'folders copied whole', organisation),
    text('wayCount', 'ways out', organisation),
    text('periodCount', 'periods not known', organisation),
    text('notice', "the file of its owner's notice; empty where it has none", organisation),
  ),
  list('accounts', 'accounts in whose name it was done, beside the owners', organisation),
  ...of('accounts', text('account', 'its name', organisation)),
  flag('comes', 'addresses of the network are known', organisation),
  list('places', 'addresses of the network, and who runs them', organisation),
  ...of('places', text('place', 'one of them', organisation)),
  must(list('evidence', 'files with the records on which it rests; none where only a result was given', organisation)),
  ...of(
    'evidence',
    text('file', 'its name', organisation),
    text('sha256', 'its hash', organisation),
    text('rows', 'rows in it', organisation),
  ),
  must(list('limits', 'what could not be seen; sentences of the program, in English', organisation)),
  ...of('limits', text('limit', 'one of them', organisation)),
];

/** The field of a name in a notice, within a list or outside. */
export const fieldOf = (notice: Notice, name: string, within: readonly string[]): Field | undefined =>
  [...within]
    .reverse()
    .flatMap((it) => fields.filter((field) => field.of === it))
    .find((field) => field.name === name && field.notices.includes(notice)) ??
  fields.find((field) => field.name === name && field.of === undefined && field.notices.includes(notice));
