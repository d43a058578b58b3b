// Graph v1.0: interactive sign-ins only, times with seven decimals, none of the newer fields (no token id, session,
// protocol, user agent); what ties a sign-in to a token is its id alone.
import { zoneless } from '../clock.js';
import type { SignIn } from '../journal.js';
import { reasons } from './graph-sign-in.js';
import type { SignInShape } from './shape.js';

export const graphV1: SignInShape = {
  name: 'graphV1Pages',
  fileName: ({ part }) => `signIns_v1_${part.toString().padStart(3, '0')}.json`,
  ...{ kinds: ['interactive'], mostRows: 1000, overlaps: false, withoutSession: true },
  begin: () => '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns","value":[\n',
  ...{ between: ',\n', end: '\n]}\n', lines: { head: 1, row: 1 } },
  row: (sheet, _, signIn) => sheet.plain(oldSignIn(signIn)),
};

function oldSignIn({ id, at, person, application, resource, place, device, errorCode }: SignIn): string {
  return JSON.stringify({
    ...{ id, createdDateTime: `${zoneless(at)}.${id.slice(0, 7).replace(/\D/g, '3')}Z`, userDisplayName: person?.name },
    ...{ userPrincipalName: person?.upn, userId: person?.objectId, appId: application.id },
    ...{ appDisplayName: application.name, ipAddress: place.address, clientAppUsed: device?.clientAppUsed ?? '' },
    ...{ conditionalAccessStatus: 'notApplied', isInteractive: true, resourceDisplayName: resource.name },
    ...{ resourceId: resource.id, status: { errorCode, failureReason: reasons[errorCode] ?? 'Other.' } },
    deviceDetail: {
      deviceId: device?.deviceId ?? '',
      operatingSystem: device?.system ?? '',
      browser: device?.browser ?? '',
    },
    location: { city: place.city, countryOrRegion: place.country },
  });
}
