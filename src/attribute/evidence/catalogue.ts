// The kinds of evidence that these logs can give about who is behind a case: the vocabulary that profiles speak. Every kind here
// is generic, that is, several sorts of people leave it; what can name a group is an indicator within its dates, in indicator.ts.

/** Kinds of one family say nearly the same, so that the first of them says most. */
export type Family =
  | 'entry'
  | 'reader'
  | 'place'
  | 'time'
  | 'taking'
  | 'change'
  | 'scope'
  | 'log'
  | 'weight'
  | 'indicator'
  | 'pattern';

export interface Kind {
  readonly family: Family;
  /** As a sentence of a case in which it is. */
  readonly seen: string;
}

const kind = (family: Family, seen: string): Kind => ({ family, seen });

export const catalogue = {
  tokenNotIssued: kind('entry', 'Mail was read with tokens that no sign-in in the logs issued'),
  idsAbsent: kind('entry', 'Mail was read without the ids that such accesses carry here'),
  foreignToken: kind('entry', "Mail was read with another organisation's token"),
  oddIssuer: kind('entry', 'A sign-in came from an issuer that this organisation does not use, or a trust was changed'),
  deviceCode: kind('entry', 'A session began with a device code'),
  stolenSession: kind('entry', 'A session was opened in one strange place and used in another'),
  passwordGuessed: kind('entry', 'Passwords were guessed from where the mail was read, or an account was'),
  passwordAlone: kind('entry', 'Mail was read by a protocol for which a password is enough'),
  consentGiven: kind('entry', 'Somebody let an application read mail'),
  applicationEmpowered: kind('entry', 'An application was given a credential or a role that reads many mailboxes'),
  rightsGiven: kind('entry', "Somebody was given rights on another's mailbox"),
  ordinarySignIn: kind(
    'entry',
    'Every access of the case has its sign-in, and none of the ways in that are looked for is seen',
  ),
  deviceAdded: kind('entry', 'A device was registered right after a device code'),
  readerIsOwner: kind('reader', 'Mail was read in the name of its owners'),
  readerIsColleague: kind('reader', "Mail was read by another person's account"),
  readerIsApplication: kind('reader', 'Mail was read by an application in its own name'),
  quietColleague: kind('reader', "A person looks into others' mail and does nothing else there"),
  ordinaryClient: kind('reader', 'The program that read is an ordinary mail client'),
  strangeTool: kind('reader', 'The program that read is one that nobody here uses for mail'),
  rentedPlace: kind('place', 'It came from rented machines, VPN exits or the like'),
  ownPlace: kind('place', 'It came from places where the people of the case otherwise are'),
  homePlace: kind('place', 'It came from a home or telephone network that is strange to the person'),
  microsoftPlace: kind('place', "It came from the provider's own network"),
  onePlaceSeveralPeople: kind('place', 'One strange place read the mail of several people'),
  ownerElsewhere: kind('place', 'The owner was at work elsewhere meanwhile'),
  fixedHours: kind('time', 'It came on working days and within the same nine hours'),
  allHours: kind('time', 'It came at all hours of the day'),
  machineHours: kind('time', 'It came at the same time on nearly every day'),
  severalWeeks: kind('time', 'It went on for more than two weeks'),
  oneDay: kind('time', 'It happened on a single day'),
  takenWhole: kind('taking', 'Far more was taken at once than people read'),
  littleAtATime: kind('taking', 'Little was read at a time, on many days'),
  secretsSearched: kind('taking', 'Mail was searched for passwords and the like'),
  nothingRead: kind('taking', 'Nobody is known to have opened mail in this case'),
  moneyWords: kind('change', 'A rule picks mail about payments or warnings'),
  mailHidden: kind('change', 'A rule hides mail from its owner'),
  mailDiverted: kind('change', 'Mail is sent on to somebody else'),
  mailDivertedByAdministrator: kind(
    'change',
    'Mail of the organisation is copied by a rule that only administrators can make',
  ),
  sentInTheirName: kind('change', 'A message was sent and its copy removed at once'),
  loggingReduced: kind('change', 'Logging was switched off or reduced'),
  readingAlone: kind(
    'change',
    'Nothing was changed: no rule, right, consent or setting, though the audit log would show it',
  ),
  oneMailbox: kind('scope', 'One mailbox is concerned'),
  severalMailboxes: kind('scope', 'Three or more mailboxes are concerned'),
  severalOrganisations: kind('scope', 'Several organisations are concerned'),
  watchedPeople: kind('scope', 'Watched people are among those concerned'),
  controlGood: kind('log', 'Nearly all comparable tokens here do find their sign-in'),
  controlPoor: kind('log', 'Many comparable tokens here miss their sign-in'),
  cannotTell: kind('log', 'For most accesses of the case the logs do not allow a check'),
  weighsHigh: kind('weight', 'By its weight against ordinary life the case is high or critical'),
  weighsMedium: kind('weight', 'By its weight against ordinary life the case is medium'),
  weighsLow: kind('weight', 'By its weight against ordinary life the case is low'),
  publishedIndicator: kind('indicator', 'Something that was published about an intruder was seen within its dates'),
  loneIndicator: kind(
    'pattern',
    'A single specific indicator was seen, and nothing beside it that only its owner is known for',
  ),
  severalIndicators: kind('pattern', 'Several specific indicators of one actor were seen within their dates'),
  lateIndicator: kind('pattern', 'An indicator was used after it had been published, when anybody could'),
  mixedIndicators: kind('pattern', 'Specific indicators of different actors were seen'),
} as const satisfies Record<string, Kind>;

export type KindCode = keyof typeof catalogue;

export const isKind = (code: string): code is KindCode => Object.hasOwn(catalogue, code);
