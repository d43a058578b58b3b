// Who and what there is: people with their licences, and applications, from Microsoft Graph (JSON or through its PowerShell
// module) and Microsoft-Extractor-Suite (Scripts/Get-ProductLicenses.ps1, Get-UsersInfo.ps1, Get-EntraApplications.ps1).
import { extract, matches } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import { first, made, path } from '../mapping.js';
import { has } from '../shape.js';
import { inBoth, list, type Spelling, type StateMapping, type StateShape, stateShape } from './fact.js';

/** The plan by name, and by the id that Graph's assigned plans give (learn.microsoft.com, licensing service plan reference). */
const plan = 'M365_ADVANCED_AUDITING|2f442157-a11c-46b9-ae5b-6e39ff4e5849';
/** Products that include it. */
const products = '06ebc4ee-1bb5-47dd-8120-11324bc54e06|c7df2760-2c81-4ef7-b578-5b5392b571df';

/** Plans as objects carry a status of their own; as bare names they are those that are on. */
function inPlans(plans: Sql): Sql {
  const entry = extract(plans, `(?i)(\\{[^{}]*(?:${plan})[^{}]*\\})`);
  return sql`CASE WHEN ${plans} IS NULL THEN NULL
    WHEN ${entry} <> '' THEN (NOT ${matches(entry, '(?i)"(Disabled|Deleted|Suspended|LockedOut|Error)"')})::VARCHAR
    ELSE ${matches(plans, `(?i)(${plan})`)}::VARCHAR END`;
}

/**
 * Without plans: products, of which Graph lists the plans that were switched off. A product's bare name does not say whether
 * the plan in it was, so it says nothing; no product at all does.
 */
function inProducts(licences: Sql, name: Sql): Sql {
  return sql`CASE WHEN ${matches(licences, `(?i)(${plan})`)} THEN 'false'
    WHEN contains(lower(${licences}), 'disabledplans') AND ${matches(licences, `(?i)(${products})`)} THEN 'true'
    WHEN lower(${name}) = 'none' OR trim(${licences}) = '[]' THEN 'false' END`;
}

const advancedAudit = (spell: Spelling) =>
  made(
    [plansOf(spell), path(spell('AssignedLicenses')), path(spell('SkuPartNumber'))],
    (plans, licences, names) => sql`coalesce(${inPlans(plans)}, ${inProducts(licences, names)})`,
  );

const plansOf = (spell: Spelling) => list(spell('ServicePlans'), spell('AssignedPlans'));

const person = (spell: Spelling): StateMapping => ({
  subject: path(spell('UserPrincipalName')),
  name: path(spell('DisplayName')),
  advancedAudit: advancedAudit(spell),
  plans: first(plansOf(spell), list(spell('AssignedLicenses')), path(spell('SkuPartNumber'))),
});

const licence = (spell: Spelling) => stateShape('licences', "people's licences", 'licence', person(spell));

const product = stateShape('products', "the tenant's products, Microsoft-Extractor-Suite", 'product', {
  name: path('Sku'),
  plans: list('ServicePlans'),
  type: path('Scope'),
});

const user = (spell: Spelling) =>
  stateShape('users', 'people, Microsoft Graph users', 'user', {
    ...person(spell),
    subjectId: path(spell('Id')),
    address: path(spell('Mail')),
    type: path(spell('UserType')),
    enabled: path(spell('AccountEnabled')),
  });

const application = (spell: Spelling): StateMapping => ({
  subject: path(spell('AppId')),
  subjectId: path(spell('Id')),
  name: first(path(spell('DisplayName')), path(spell('AppDisplayName'))),
  type: first(path(spell('ServicePrincipalType')), path(spell('SignInAudience'))),
  enabled: path(spell('AccountEnabled')),
  ownerTenant: path(spell('AppOwnerOrganizationId')),
});

const servicePrincipal = (spell: Spelling) =>
  stateShape('servicePrincipals', 'service principals, Microsoft Graph', 'servicePrincipal', application(spell));
const registered = (spell: Spelling) =>
  stateShape('applications', 'applications, Microsoft Graph', 'application', application(spell));

const personal = [
  'Mail',
  'AccountEnabled',
  'UserType',
  'GivenName',
  'MailNickname',
  'AssignedPlans',
  'AssignedLicenses',
];
const registration = ['SignInAudience', 'RequiredResourceAccess', 'PublisherDomain', 'OwnerIds'];

export const directoryShapes: readonly StateShape[] = [
  ...inBoth(
    servicePrincipal,
    (hasAll) => hasAll('AppId') && (hasAll('ServicePrincipalType') || hasAll('ServicePrincipalNames')),
  ),
  ...inBoth(registered, (hasAll) => hasAll('AppId', 'Id', 'DisplayName') && registration.some((key) => hasAll(key))),
  { shape: product, is: (head) => has(head, 'Sku', 'Units', 'ServicePlans') },
  ...inBoth(licence, (hasAll) => hasAll('UserPrincipalName', 'SkuPartNumber')),
  ...inBoth(user, (hasAll) => hasAll('Id', 'UserPrincipalName', 'DisplayName') && personal.some((key) => hasAll(key))),
];
