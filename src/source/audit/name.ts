// Names where the record itself has numbers: Search-UnifiedAuditLog, Microsoft Graph, Sentinel and Elastic write them so. Numbers
// pass as they are; a name that nobody knows leaves the field empty, the raw text still has it.
// Source: office-365-management-activity-api-schema (2026-06); Graph spells the same names with a small first letter.
import { type Sql, sql } from '../../query/sql.js';
import { made, type Origin } from '../mapping.js';

/** AuditLogRecordType. knowledge/record-types.csv holds the same; a test compares them. */
export const recordTypes: Readonly<Record<string, number>> = {
  ExchangeAdmin: 1,
  ExchangeItem: 2,
  ExchangeItemGroup: 3,
  SharePoint: 4,
  SharePointFileOperation: 6,
  OneDrive: 7,
  AzureActiveDirectory: 8,
  AzureActiveDirectoryAccountLogon: 9,
  DataCenterSecurityCmdlet: 10,
  SharePointSharingOperation: 14,
  AzureActiveDirectoryStsLogon: 15,
  SecurityComplianceCenterEOPCmdlet: 18,
  ExchangeAggregatedOperation: 19,
  Discovery: 24,
  MicrosoftTeams: 25,
  ThreatIntelligence: 28,
  SecurityComplianceAlerts: 40,
  ExchangeItemAggregated: 50,
  DataInsightsRestApiAudit: 52,
  InformationWorkerProtection: 61,
  AirInvestigation: 64,
  SecurityComplianceRBAC: 87,
  MSTIC: 90,
  MCASAlerts: 98,
  ExchangeSearch: 101,
  SecurityComplianceUserChange: 106,
  MS365DCustomDetection: 113,
  CoreReportingSettings: 147,
  MicrosoftGraphDataConnectConsent: 217,
  CopilotInteraction: 261,
  OWAAuth: 275,
  AadRiskDetection: 294,
  AuditSearch: 295,
  AuditRetentionPolicy: 296,
  AuditConfig: 297,
  CrossTenantAccessPolicy: 372,
  OutlookCopilotAutomation: 373,
};

export const userTypes: Readonly<Record<string, number>> = {
  Regular: 0,
  Reserved: 1,
  Admin: 2,
  DcAdmin: 3,
  System: 4,
  Application: 5,
  ServicePrincipal: 6,
  CustomPolicy: 7,
  SystemPolicy: 8,
  PartnerTechnician: 9,
  Guest: 10,
};

/** Delegate is how Search-MailboxAuditLog spells Delegated. */
export const logonTypes: Readonly<Record<string, number>> = {
  Owner: 0,
  Admin: 1,
  Delegated: 2,
  Delegate: 2,
  Transport: 3,
  SystemService: 4,
  BestAccess: 5,
  DelegatedAdmin: 6,
};

const numbered =
  (names: Readonly<Record<string, number>>) =>
  (text: Sql): Sql => {
    const cases = Object.entries(names).map(([name, number]) => sql`WHEN ${name.toLowerCase()} THEN ${String(number)}`);
    return sql`CASE lower(trim(${text})) ${cases.reduce((all, one) => sql`${all} ${one}`)} ELSE ${text} END`;
  };

/** A record type that may be a name. */
export const recordType = (origin: Origin): Origin => made([origin], numbered(recordTypes));
export const userType = (origin: Origin): Origin => made([origin], numbered(userTypes));
export const logonType = (origin: Origin): Origin => made([origin], numbered(logonTypes));
