// Times, places and applications as questions name them: short, since they are read out on the telephone.
import type { Address, Session } from '../../record/result.js';

/** 2023-05-15 00:08 UTC */
export const atText = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

export function placeText({ ip, organisation, country, loggedCountry }: Address): string {
  const about = [organisation, country ?? loggedCountry].filter((part) => part !== null);
  return about.length === 0 ? ip : `${ip} (${about.join(', ')})`;
}

export const applicationText = ({ id, name }: Pick<Session['application'], 'id' | 'name'>): string =>
  name ?? `the application ${id}`;
