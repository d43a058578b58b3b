// What Azure wraps around the rows of Entra's logs, and how rows of several logs come into one file: an Event Hub or a
// storage container holds whatever the diagnostic setting sends there, told apart by `category`; a query over a Log
// Analytics (Sentinel) workspace may unite tables, told apart by `Type`. Each source takes the rows of its own logs.
import type { Head } from './head.js';
import { hasAt, type Place, type Selection, type Shape, textsAt } from './shape.js';

/** Tables of a workspace of which some source here knows the rows, in lower case. */
const knownTables: readonly string[] = [
  ...['signinlogs', 'aadnoninteractiveusersigninlogs', 'aadserviceprincipalsigninlogs', 'aadmanagedidentitysigninlogs'],
  ...[
    'microsoftserviceprincipalsigninlogs',
    'auditlogs',
    'microsoftgraphactivitylogs',
    'officeactivity',
    'cloudappevents',
  ],
];

/** Whether the file holds rows of tables, each with its name, and some of them are known. */
export const isUnion = (head: Head): boolean => [...textsAt(head, ['Type'])].some((type) => knownTables.includes(type));

export const ofTable = (...names: readonly string[]): Selection => ({
  place: ['Type'],
  is: names.map((name) => name.toLowerCase()),
});

/** Whether what a diagnostic setting of Entra sends lies in the file, also if it is none of the logs read here. */
const isEntra = (head: Head): boolean =>
  [...textsAt(head, ['resourceId'])].some((id) => id.includes('microsoft.aadiam'));

/** Categories of which some source here knows the rows, in lower case. */
const knownCategories: readonly string[] = [
  ...['signinlogs', 'noninteractiveusersigninlogs', 'serviceprincipalsigninlogs', 'managedidentitysigninlogs'],
  ...['microsoftserviceprincipalsigninlogs', 'auditlogs', 'microsoftgraphactivitylogs'],
];

/** The record stands in `properties`, as an object or as text, and the tenant whose log it is beside it. */
const envelope = {
  name: 'azureMonitor',
  payload: { kind: 'member', places: [['properties']] },
  wrapper: { tenant: 'tenantId' },
} as const;

/** The shape of one category's rows, in a file of many. `at`: a column beside the record that tells its time too. */
export const enveloped = (
  place: Place,
  category: string,
  { at, ...shape }: Pick<Shape, 'log' | 'title' | 'mapping'> & { readonly at?: string },
): Shape => ({
  ...envelope,
  ...shape,
  wrapper: { ...envelope.wrapper, ...(at === undefined ? {} : { at }) },
  only: { place, is: [category.toLowerCase()] },
});

/** Where the category of an enveloped row stands; null where the file holds no envelopes of logs that matter. */
export function envelopePlace(head: Head): Place | null {
  if (!hasAt(head, ['properties'])) return null;
  const place = ['category', 'Category'].map((key) => [key]).find((each) => hasAt(head, each));
  if (place === undefined) return null;
  return isEntra(head) || [...textsAt(head, place)].some((text) => knownCategories.includes(text)) ? place : null;
}
