// Comparison by code unit: the same everywhere, unlike any locale's.

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted and without doubles. */
export const sortedSet = <T extends string>(values: Iterable<T>): T[] => [...new Set(values)].sort(byText);
