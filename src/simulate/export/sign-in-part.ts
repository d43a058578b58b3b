// Parts of Graph's sign-in object that need a decision: whose it is, which machine, where.
import type { SignIn } from '../journal.js';
import { hashWord, mix } from '../random.js';

export function who({ person, principal, kind }: SignIn): Readonly<Record<string, string | null>> {
  if (person) {
    const { name, upn, objectId } = person;
    return { userDisplayName: name, userPrincipalName: upn, userId: objectId, userType: 'member' };
  }
  return {
    ...{ userDisplayName: null, userPrincipalName: null, userId: '', servicePrincipalName: principal?.name ?? '' },
    ...{ servicePrincipalId: principal?.id ?? '', servicePrincipalCredentialThumbprint: '' },
    servicePrincipalCredentialKeyId: kind === 'managedIdentity' ? null : (principal?.credentialId ?? ''),
  };
}

export const deviceOf = ({ device }: SignIn) => ({
  ...{ deviceId: device?.deviceId ?? '', displayName: device?.displayName ?? '' },
  ...{ operatingSystem: device?.system ?? '', browser: device?.browser ?? '' },
  ...{
    isCompliant: null,
    isManaged: device ? device.deviceId !== '' : null,
    trustType: device?.deviceId ? 'Hybrid Azure AD joined' : null,
  },
});

/** A city's invented coordinates: countries of the simulation lie in no real place. */
export function locationOf({ place }: SignIn) {
  const lot = hashWord(`${place.city}/${place.country}`);
  const [latitude, longitude] = [(mix(lot, 1) % 1400) / 10 - 70, (mix(lot, 2) % 3600) / 10 - 180];
  return {
    ...{ city: place.city, state: '', countryOrRegion: place.country },
    geoCoordinates: {
      altitude: null,
      latitude: Math.round(latitude * 10) / 10,
      longitude: Math.round(longitude * 10) / 10,
    },
  };
}
