// ATT&CK techniques out of a rule's tags, in the ids of version 19; rules still carry older ones. Source of the moves: the MITRE
// clusters of misp-galaxy, 2026-08-06.

/** Old id -> the id that replaced it. */
export const replaced: Readonly<Record<string, string>> = {
  T1562: 'T1685',
  'T1562.008': 'T1685.002',
  T1656: 'T1684.001',
  T1672: 'T1684.002',
};

/** Techniques of tags such as attack.t1114.003, in their order, each once. */
export function techniquesOf(tags: readonly string[]): string[] {
  const ids = tags.flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? []);
  return [...new Set(ids.map((id) => replaced[id] ?? id))];
}
