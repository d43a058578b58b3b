// The JSON schema of the result, for those who read it from other programs. Made for readers: keys may be added within a
// contract version, so keys that the schema does not know are allowed (`io: 'input'`; 'output' would forbid them).
import { z } from 'zod';
import { resultSchema } from '../record/result.js';

/** The text of docs/result.schema.json. */
export function renderResultSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(resultSchema, { io: 'input' }), null, 2)}\n`;
}
