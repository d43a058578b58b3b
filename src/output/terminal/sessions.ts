// Every access session, one line each, for those who asked for all of them.
import type { Result } from '../../record/result.js';
import { thousands } from '../../util/words.js';
import { forTerminal } from '../escape.js';
import { utc } from '../format.js';
import { cut, padEnd, padStart } from '../text.js';
import { classWords } from '../words.js';
import { heading, type Page } from './layout.js';
import { levelFormat } from './style.js';

export function sessionPart(result: Result, page: Page): string[] {
  const mailboxRoom = Math.max(12, page.width - 64);
  const rows = result.sessions.map((session) => {
    const level = padEnd(session.suspicion.level, 14);
    const mailbox = padEnd(cut(forTerminal(session.mailbox), mailboxRoom), mailboxRoom);
    const accesses = padStart(thousands(session.accesses), 9);
    const says = classWords[session.explanation.class];
    return `  ${page.style(levelFormat[session.suspicion.level], level)}${utc(session.firstAt).slice(0, 16)}  ${mailbox}${accesses}  ${says}`;
  });
  return [heading(page, 'SESSIONS (level, first access UTC, mailbox, accesses, worst access)'), ...rows];
}
