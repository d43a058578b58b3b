// Templates of notices from a folder: the user's, or those in English that come along.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Notice } from '../output/notice/field.js';
import type { NoticeOptions } from '../output/notice/notice.js';
import { parseTemplate, type Template } from '../output/notice/template.js';
import { LetterlockError } from '../util/error.js';

const shipped = fileURLToPath(new URL('../../knowledge/notices/en', import.meta.url));

async function readTemplate(folder: string, notice: Notice): Promise<Template> {
  const path = join(folder, `${notice}.txt`);
  const content = await readFile(path, 'utf8').catch((cause) => {
    throw new LetterlockError({
      code: 'noticeTemplate',
      message: `there is no template ${path}`,
      hint: 'a folder of templates holds person.txt and organisation.txt; copy knowledge/notices/en and begin there',
      cause,
    });
  });
  return parseTemplate(notice, path, content);
}

/** Throws `noticeTemplate`. */
export async function readTemplates(folder: string = shipped): Promise<NoticeOptions['templates']> {
  return { person: await readTemplate(folder, 'person'), organisation: await readTemplate(folder, 'organisation') };
}
