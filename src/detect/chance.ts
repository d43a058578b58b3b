// How improbable a number of misses is by chance alone.

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log(n - k + i) - Math.log(i);
  return sum;
}

/** Natural logarithm of the chance of at least `k` misses in `n` trials at a rate; 0 for k = 0. */
export function logTail(n: number, k: number, rate: number): number {
  if (k <= 0) return 0;
  const terms: number[] = [];
  for (let i = k; i <= n; i++) terms.push(logChoose(n, i) + i * Math.log(rate) + (n - i) * Math.log1p(-rate));
  const largest = Math.max(...terms);
  return Math.min(0, largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0)));
}
