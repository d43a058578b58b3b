// What of the answer was asked for. The scope limits what is told, not what is looked at: a case that touches it is told whole.
import type { Scope } from '../reconcile/access.js';
import type { Case, Finding } from '../record/result.js';
import type { Judged } from './group.js';

/** Whether a finding without a session is what was asked for. */
function isAsked({ fromMs, toMs, mailboxes, tenants }: Scope, finding: Finding): boolean {
  const names = [...finding.mailboxes, ...finding.users];
  return (
    (fromMs === null || Date.parse(finding.lastAt) >= fromMs) &&
    (toMs === null || Date.parse(finding.firstAt) < toMs) &&
    (mailboxes.length === 0 || mailboxes.some((mailbox) => names.includes(mailbox))) &&
    (tenants.length === 0 || tenants.includes(finding.tenant))
  );
}

interface Told {
  readonly judged: readonly Judged[];
  readonly loose: readonly Finding[];
  readonly cases: readonly Case[];
}

/** What was asked for: sessions, findings and cases within the scope, and a case that touches it whole, however far it reaches. */
export function within(scope: Scope, { judged, loose, cases }: Told): Told {
  const inScope = new Set(judged.filter((item) => item.session.inScope).map((item) => item.session.id));
  const asked = new Set(loose.filter((finding) => isAsked(scope, finding)).map((finding) => finding.id));
  const told = cases.filter(
    (item) => item.sessions.some((id) => inScope.has(id)) || item.findings.some((id) => asked.has(id)),
  );
  const named = new Set([...asked, ...told.flatMap((item) => item.findings)]);
  const wanted = new Set([...inScope, ...told.flatMap((item) => item.sessions)]);
  return {
    judged: judged.filter((item) => wanted.has(item.session.id)),
    loose: loose.filter((finding) => named.has(finding.id)),
    cases: told,
  };
}
