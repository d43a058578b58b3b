// What users of neighbouring tools complained of in public, so that none of it is left without a check here, or without the
// reason why there can be none. docs/complaints.md tells the same to people. Threads are `owner/repository#number`.

export interface Complaint {
  readonly threads: readonly string[];
  readonly about: string;
  /** Why no export can show it; where this is missing there is a check. */
  readonly notOfData?: string;
}

const suite = (...numbers: readonly number[]): string[] =>
  numbers.map((number) => `invictus-ir/Microsoft-Extractor-Suite#${number}`);

export const complaints: Readonly<Record<number, Complaint>> = {
  1: {
    threads: ['T0pCyber/hawk#289', 'T0pCyber/hawk#22', 'T0pCyber/hawk#21', 'T0pCyber/hawk#153'],
    about: 'a search stops at 50,000 of 83,348 results, and nobody says so',
  },
  2: { threads: suite(129), about: 'a search begins anew, so that there are rows enough and results are missing' },
  3: { threads: suite(136), about: 'files merged once for each record type hold every row several times' },
  4: { threads: suite(199), about: 'a cancelled task leaves no results for a part of the time' },
  5: { threads: suite(150), about: 'a large search never ends', notOfData: 'nothing is written while a search runs' },
  6: { threads: suite(151), about: 'a first page is short, and the search can never be whole' },
  7: { threads: suite(75), about: 'large answers of Graph cannot be converted and end in the middle' },
  8: { threads: suite(90), about: 'errors of the service stand between the records of Graph' },
  9: { threads: suite(180, 187), about: 'collecting crashed and was taken up again, with a torn end and an overlap' },
  10: { threads: suite(18), about: 'files were merged, or kept apart' },
  11: { threads: ['MicrosoftDocs/office-docs-powershell#1733'], about: 'AuditData is cut at 3,062 characters' },
  12: { threads: ['MicrosoftDocs/office-docs-powershell#4677'], about: 'pages repeat rows, which only Identity tells' },
  13: {
    threads: [1851, 2920, 3090, 6120].map((number) => `microsoft/coe-starter-kit#${number}`),
    about: 'results are truncated even in slices of a minute',
  },
  14: {
    threads: ['wazuh/wazuh#14550', 'wazuh/wazuh#16485'],
    about: 'records over 64 KB are skipped or cut, and a collector stops',
  },
  15: {
    threads: ['elastic/beats#34304', 'elastic/beats#22780'],
    about: 'the last event of a page comes twice, and Parameters is an object here and a text there',
  },
  16: { threads: suite(155), about: 'one command writes UTC and another local time' },
  17: { threads: suite(14), about: 'midnight is local while the log is UTC, and no zone is shown' },
  18: { threads: ['google/timesketch#3173'], about: 'fractions of seconds are lost' },
  19: { threads: suite(44), about: 'an empty result looks clean although nothing was recorded' },
  20: { threads: suite(42), about: 'sessions of the audit log are missing from the export of sign-ins' },
  21: {
    threads: [
      'MicrosoftDocs/microsoft-365-docs#3898',
      'MicrosoftDocs/microsoft-365-docs#1255',
      'MicrosoftDocs/office-365-management-api#500',
    ],
    about: 'records without message ids, sign-ins that the audit log lacks, fields that no schema names',
  },
  22: {
    threads: ['syne0/osprey#61', 'PwC-IR/MIA-MailItemsAccessed-#1'],
    about: 'ids of messages are not enough: subject, address and time are wanted',
  },
  23: {
    threads: ['hasamba/DFIR-Companion#975'],
    about: 'steps against one mailbox should be one finding, with evidence and with what is missing',
  },
  24: {
    threads: [
      'LETHAL-FORENSICS/Microsoft-Analyzer-Suite#5',
      'WithSecureLabs/chainsaw#102',
      'Yamato-Security/hayabusa#946',
      'Yamato-Security/hayabusa#1368',
      'google/timesketch#3111',
      'google/timesketch#88',
    ],
    about: 'large files take long without a word, or all memory',
    notOfData: 'it is about speed and memory, which bench/ measures; a line of 20 MB is in test/bad-input.test.ts',
  },
  25: {
    threads: [129, 137, 161].map((number) => `Yamato-Security/suzaku#${number}`),
    about: 'rules see nothing before AuditData is unwrapped, and unreadable files count as scanned',
  },
  26: {
    threads: ['Yamato-Security/hayabusa#1841'],
    about: 'correlations match across hosts and ignore the order',
    notOfData: 'it is about rules: test/conformance/sigma/correlation.test.ts',
  },
  27: { threads: ['WithSecureLabs/chainsaw#227'], about: 'rules need a mapping written by hand for each shape' },
  28: {
    threads: [198, 212, 214].map((number) => `SigmaHQ/sigma-specification#${number}`),
    about: 'what the language of rules cannot say',
    notOfData: 'it is about the specification of rules: docs/sigma.md says what of it is supported',
  },
  29: {
    threads: ['AttackIQ/pySigma-backend-kusto#48'],
    about: 'no correlations in queries of another engine',
    notOfData: 'it is about another engine: correlations run here, test/conformance/sigma/correlation.test.ts',
  },
};

/** The name of the check of an entry. */
export const named = (entry: number): string => `${entry}. ${complaints[entry]?.about}`;
