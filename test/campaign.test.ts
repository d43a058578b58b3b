// `letterlock campaign` over kept workspaces and results: what it prints and writes, and that nothing hostile gets through.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { program } from '../src/cli/program.js';
import { discover, everything, investigate, loadAll, openWorkspace } from '../src/letterlock.js';
import { fixtures } from '../src/output/fixtures/fixture.js';
import { renderJson } from '../src/output/json.js';
import { renderCampaignsMarkdown } from '../src/output/markdown/render-campaigns.js';
import { renderCampaigns } from '../src/output/terminal/render-campaigns.js';
import { renderTerminal } from '../src/output/terminal/render-terminal.js';
import { widthOf } from '../src/output/text.js';
import { type CampaignAnswer, campaignAnswer } from '../src/record/campaign.js';
import type { Result } from '../src/record/result.js';
import { silent } from '../src/util/progress.js';
import { forged, life, person, together } from './store/life.js';
import { at, otherTenant } from './store/row.js';
import { lines, writeFiles } from './store/world.js';

/** The command in this process; what it printed. */
async function campaign(...words: string[]): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await program().parseAsync(['campaign', ...words, '--quiet'], { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  return written.join('');
}

describe('two organisations, one asked in a workspace and one by its result', () => {
  const domain = 'y.example';
  const hosts = ['192.0.2.66', '192.0.3.66'];
  const read = (more: object) => hosts.flatMap((ip, i) => forged(at(6, 1 + i * 5), 4, { ip, ...more }));
  const here = together(life({ people: 10, days: 12 }), { audit: read({ user: person(0) }) });
  const there = together(life({ people: 10, days: 12, tenant: otherTenant, domain }), {
    audit: read({ user: person(1, domain), tenant: otherTenant }),
  });
  const files = (rows: typeof here) => ({ 'audit.jsonl': lines(rows.audit), 'sign-ins.jsonl': lines(rows.signIns) });
  const home = writeFiles({ 'here/x': '', 'there/x': '' });
  const [kept, result] = [join(home, 'kept'), join(home, 'there.json')];

  const ask = async (folder: string | null, rows: typeof here): Promise<Result> => {
    const workspace = await openWorkspace(folder, 1);
    try {
      await loadAll(workspace, await discover([writeFiles(files(rows))]), silent);
      return await investigate(workspace, everything);
    } finally {
      await workspace.close();
    }
  };

  beforeAll(async () => {
    await ask(kept, here);
    writeFileSync(result, renderJson(await ask(null, there)));
  });

  it('are joined by the hosts that both share, whichever comes first', async () => {
    const json = await campaign(kept, result, '--json', '-');
    const told = campaignAnswer.parse(JSON.parse(json));
    expect(told.campaigns).toHaveLength(1);
    expect(told.campaigns[0]?.links.filter((link) => !link.generic).map((link) => link.value)).toEqual(hosts);
    expect(told.campaigns[0]?.tenants).toHaveLength(2);
    expect(told.cases.filter((item) => item.campaigns.length > 0)).toHaveLength(2);
    expect(await campaign(result, kept, '--json', '-')).toBe(json);
    const [id = ''] = told.campaigns.map((each) => each.id);
    const markdown = join(home, 'campaign.md');
    await campaign(kept, result, '--only', id, '--markdown', markdown);
    expect(readFileSync(markdown, 'utf8')).toContain(id);
  });

  it('and refused where the id is none, or the file no result', async () => {
    await expect(campaign(kept, '--only', 'campaign-none')).rejects.toMatchObject({ code: 'unknownCampaign' });
    await expect(campaign(join(home, 'there', 'x'))).rejects.toMatchObject({ code: 'inputNotOfThatKind' });
    await expect(campaign(join(home, 'nowhere'))).rejects.toMatchObject({ code: 'inputNotReadable' });
  });
});

describe('the readout of campaigns', () => {
  const hostile = (fixtures.hostile as () => Result)();
  const { letterlock, campaigns } = hostile;
  const answer: CampaignAnswer = {
    ...{ contract: 1, letterlock, campaigns },
    answers: hostile.cases.map(({ id, title }) => ({
      ...{ name: title, letterlock: id, tenants: [title], cases: 1, firstAt: title, lastAt: id },
    })),
    notes: [{ code: 'x', message: hostile.cases.map(({ title }) => title).join() }],
    cases: hostile.cases.map(({ id, tenant, title, level }) => ({ id, tenant, title, level, campaigns: [] })),
  };

  it('keeps hostile names from the terminal', () => {
    for (const width of [40, 72, 132]) {
      const text = renderCampaigns(answer, { colour: false, width });
      for (const line of text.split('\n')) {
        expect(line).not.toMatch(/\p{C}/u);
        expect(widthOf(line)).toBeLessThanOrEqual(Math.max(72, width));
      }
    }
  });

  it('and from Markdown', () => {
    for (const line of renderCampaignsMarkdown(answer).split('\n')) {
      expect(line.replace(/`[^`|]+`/g, '')).not.toMatch(/[<>[\]`@]|:\/\/|www\./);
    }
  });

  it('says with which others a case stands together', () => {
    const text = renderTerminal((fixtures.intrusion as () => Result)(), { colour: false, width: 80 });
    expect(text).toContain('Campaign          campaign-1, with 1 other case');
  });
});
