// Which log a file holds and in what shape; null where no source knows it.
import { auditSource } from './audit/source.js';
import type { Head } from './head.js';
import { networkSource } from './network/source.js';
import type { Shape, Source } from './shape.js';
import { signInSource } from './sign-in/source.js';

export const sources: readonly Source[] = [auditSource, signInSource, networkSource];

export function recognise(head: Head): Shape | null {
  for (const source of sources) {
    const shape = source.recognise(head);
    if (shape !== null) return shape;
  }
  return null;
}
