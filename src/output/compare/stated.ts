// What a document says of an answer, sentence by sentence, as two answers can be laid side by side: the numbered statements, and what could
// not look at all.
import type { Stated } from '../../compare/statement-change.js';
import type { Result } from '../../record/result.js';
import { statementClasses } from '../statement/statement.js';
import { unableTexts } from '../unable-text.js';

export const statedIn = (result: Result): Stated[] => [
  ...statementClasses(result).flatMap(({ letter, statements }) =>
    statements.map(({ topic, about = '', text }) => ({ class: letter, topic, about, text })),
  ),
  ...unableTexts(result).map((text) => ({ class: 'C' as const, topic: 'detection', about: '', text })),
];
