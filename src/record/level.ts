// How urgent something is, on one scale for sessions, findings and cases; what each asks of people stands in docs/suspicion.md.
import { z } from 'zod';

export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export const level = z.enum(levels);
