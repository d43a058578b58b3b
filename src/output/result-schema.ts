// The JSON schema of the result, for those who read it from other programs. Made for readers: keys may be added within a
// contract version, so keys that the schema does not know are allowed (`io: 'input'`; 'output' would forbid them).
import { z } from 'zod';
import { attribution } from '../record/attribution.js';
import { comparison } from '../record/comparison.js';
import { resultSchema } from '../record/result.js';

const text = (schema: z.ZodType): string => `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`;

/** The text of docs/result.schema.json. */
export const renderResultSchema = (): string => text(resultSchema);

/** The text of docs/attribution.schema.json. */
export const renderAttributionSchema = (): string => text(attribution);

/** The text of docs/compare.schema.json. */
export const renderComparisonSchema = (): string => text(comparison);
