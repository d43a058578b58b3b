// Record types by name, as Search-UnifiedAuditLog gives them (office-365-management-activity-api-schema).
const names: Readonly<Record<number, string>> = {
  1: 'ExchangeAdmin',
  2: 'ExchangeItem',
  8: 'AzureActiveDirectory',
  15: 'AzureActiveDirectoryStsLogon',
  50: 'ExchangeItemAggregated',
  101: 'ExchangeSearch',
  275: 'OWAAuth',
};

export const recordTypeName = (number: number): string => names[number] ?? `${number}`;
