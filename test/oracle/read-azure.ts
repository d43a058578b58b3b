// The reading half of azure-rows.ts, row by row: envelopes, table rows and PowerShell's capitals turned back into the sign-in
// that Graph beta gives. Written after domain.md 3, without the product.
import { isObject, parse } from './json.js';
import { graphSignIn, type OracleRecord } from './record.js';

type Row = Record<string, unknown>;

const kinds: Readonly<Record<string, string>> = {
  SignInLogs: 'interactiveUser',
  NonInteractiveUserSignInLogs: 'nonInteractiveUser',
  ServicePrincipalSignInLogs: 'servicePrincipal',
  ManagedIdentitySignInLogs: 'managedIdentity',
};

const small = (key: string): string =>
  key.startsWith('IP') ? `ip${key.slice(2)}` : key.charAt(0).toLowerCase() + key.slice(1);

/** Keys in small letters, and objects that are there as text as objects. */
function lowered(value: unknown): unknown {
  const inner = typeof value === 'string' && /^[[{]/.test(value) ? (parse(value) ?? value) : value;
  if (!isObject(inner)) return inner;
  return Object.fromEntries(
    Object.entries(inner).map(([key, each]) => [small(key.replace(/ \[UTC\]$/, '')), lowered(each)]),
  );
}

function fromTable(row: Row): Row {
  const flat = lowered(row) as Row;
  const status = isObject(flat.status) ? flat.status : { errorCode: Number(flat.resultType) };
  return {
    ...flat,
    createdDateTime: flat.createdDateTime || flat.timeGenerated,
    resourceTenantId: flat.resourceTenantId ?? null,
    status: { errorCode: Number(status.errorCode) },
    signInEventTypes: [kinds[String(row.Category)]],
  };
}

/** The record of a row of Azure's; undefined where the row is none. */
export function azureSignIn(row: Row): OracleRecord | null | undefined {
  if ('properties' in row && 'category' in row) {
    const properties = lowered(row.properties) as Row;
    return graphSignIn({ ...properties, signInEventTypes: [kinds[String(row.category)]] });
  }
  if ('Category' in row && 'ResultType' in row) return graphSignIn(fromTable(row));
  if ('CreatedDateTime' in row && 'AppId' in row) return graphSignIn(lowered(row) as Row);
  return undefined;
}
