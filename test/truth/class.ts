// The class that the exports alone decide for an access, worked out by the plainest reading of docs/reconciliation.md: by the
// token's id, by the session, by user, place and time. Where they do not decide it, whether the reason that the truth gives can be true.
import type { AccessTruth } from '../../src/simulate/truth-schema.js';
import type { OracleRecord } from '../oracle/record.js';
import { type AuditRecord, type Exports, objectOf } from './exports.js';
import { issuerOf } from './intrusion.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Microsoft's own addresses of Exchange, in this world. */
const isService = (address: string | null): boolean => address?.startsWith('2603:10a6:') ?? false;

export class Readers {
  readonly #exports: Exports;
  /** When the first successful sign-in of a session was. */
  readonly #sessions = new Map<string, number>();
  readonly #byUser = new Map<string, OracleRecord[]>();
  readonly #span: { readonly from: number; readonly to: number };

  constructor(exports: Exports, span: { from: number; to: number }) {
    this.#exports = exports;
    this.#span = span;
    for (const signIn of exports.signIns.values()) {
      if (signIn.signIn?.success !== true) continue;
      const session = `${signIn.user} ${signIn.sessionId}`;
      this.#sessions.set(session, Math.min(signIn.at, this.#sessions.get(session) ?? signIn.at));
      const user = signIn.user ?? '';
      this.#byUser.set(user, [...(this.#byUser.get(user) ?? []), signIn]);
    }
  }

  /** What is wrong with the truth's line; null where nothing is. */
  fault(record: AuditRecord, line: AccessTruth): string | null {
    const says = `${line.class ?? 'open'} ${line.tier ?? line.undecided ?? ''}`.trim();
    const right = this.#reading(record);
    return right.includes(says)
      ? null
      : `${record.id} is ${says} in the truth, where the exports say ${right.join(' or ')}`;
  }

  /** All that the exports allow to be said, most often one thing. */
  #reading(record: AuditRecord): string[] {
    const { fields, tokenId, address } = record;
    const from = objectOf(fields.AppAccessContext);
    if (tokenId === null) return this.#withoutToken(record);
    if (fields.TokenTenantId !== fields.OrganizationId) return ['notAssessable'];
    const issuer = issuerOf(record, this.#exports);
    if (issuer !== undefined)
      return issuer.signIn?.success === true && this.#agrees(issuer, record) ? ['explained token'] : ['unexplained'];
    if (isService(address)) return ['open kindNotExported'];
    const issuedAt = Date.parse(`${from.IssuedAtTime}Z`);
    // Nobody knows of a missing sign-in whether it was lost or never was; the truth does.
    return issuedAt < this.#span.from ? ['open signInBefore', 'unexplained'] : ['open signInLost', 'unexplained'];
  }

  #agrees(issuer: OracleRecord, record: AuditRecord): boolean {
    const sameUser = issuer.user === null || record.user === issuer.user;
    // Tables of services do not name the tenant.
    const sameTenant = issuer.tenant === null || issuer.tenant === record.tenant;
    return sameUser && sameTenant && Math.abs(issuer.at - (record.issuedAt ?? issuer.at)) < 5000;
  }

  #withoutToken(record: AuditRecord): string[] {
    const { address, user, fields, access } = record;
    if (isService(address)) return ['background'];
    const session = typeof fields.SessionId === 'string' ? fields.SessionId : null;
    const opened = session === null ? undefined : this.#sessions.get(`${user} ${session}`);
    if (opened !== undefined && opened <= record.at + 5 * minuteMs) return ['explained session'];
    const open = ['open idsLost', 'open signInLost', 'open signInBefore', 'open addressChanged'];
    if (access?.way !== 'sync') return open;
    const near = (this.#byUser.get(user ?? '') ?? []).some(
      (signIn) => signIn.address === address && signIn.at <= record.at && record.at - signIn.at <= 28 * hourMs,
    );
    return near ? ['explained context', ...open] : open;
  }
}
