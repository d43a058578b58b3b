// One organisation alone out of an answer over several: every string of the others' worlds is looked for in every format, and each part of
// the answer that is left as it was would be found.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { program } from '../src/cli/program.js';
import { loadAllRules } from '../src/detect/rule/pack.js';
import { everything, investigate, type Result } from '../src/letterlock.js';
import { forOrganisation } from '../src/output/apart/apart.js';
import { tenantNamed, tenantsIn } from '../src/output/apart/tenant.js';
import { renderJson } from '../src/output/json.js';
import { renderHtml } from '../src/output/readout/html/render-html.js';
import { findChromium, renderPdf } from '../src/output/readout/pdf.js';
import { readoutOf } from '../src/output/readout/readout.js';
import { resultSchema } from '../src/record/result.js';
import { noPlaceholders } from '../src/sigma/placeholder.js';
import { keep } from '../src/simulate/memory.js';
import { foreignTo, found, inOneFile, outputsOf, small, strangersTo, withTold, worlds } from './store/apart-world.js';
import { load, writeFiles } from './store/world.js';

const canReadPdf = (await findChromium(process.env)) !== null && spawnSync('pdftotext', ['-v']).status === 0;
if (!canReadPdf) console.warn('SKIPPED: no browser or no pdftotext here, so the text of a PDF is not looked through');

describe.each(worlds)('$tenants organisations, $shapes', ({ mixed, ...world }) => {
  let plain: Result;
  let whole: Result;
  const kept = new Map<string, unknown>();
  /** Worked out once for each organisation, since several tests ask for it. */
  const once = <T>(what: string, make: () => T): T => {
    if (!kept.has(what)) kept.set(what, make());
    return kept.get(what) as T;
  };
  const apart = (tenant: string) => once(`apart ${tenant}`, () => forOrganisation(whole, tenant));
  const outputs = (tenant: string) => once(`outputs ${tenant}`, () => outputsOf(apart(tenant).result));
  const foreignOf = (tenant: string) => once(`foreign ${tenant}`, () => foreignTo(plain, tenant));

  beforeAll(async () => {
    const { files } = keep({ ...small, ...world });
    const given = mixed ? inOneFile(files) : Object.fromEntries(files);
    // What rules find names people, rules and targets.
    const rules = mixed ? everything.rules : await loadAllRules([], noPlaceholders);
    plain = await investigate(await load(given), { ...everything, rules });
    whole = withTold(plain);
  }, 60_000);

  it('was worth looking at: cases, campaigns and strings of every organisation', () => {
    const tenants = tenantsIn(whole);
    expect(tenants).toHaveLength(world.tenants);
    for (const tenant of tenants) {
      expect(foreignOf(tenant).length).toBeGreaterThan(40);
      expect(found(renderJson(whole), foreignOf(tenant)).length).toBeGreaterThan(40);
    }
    if (!mixed) expect(whole.findings.filter(({ rule }) => rule !== null).length).toBeGreaterThan(4);
    expect(whole.campaigns.some(({ tenants: all }) => all.length > 1)).toBe(true);
    expect(whole.organisations.reduce((sum, it) => sum + it.accesses.records, 0)).toBe(whole.accesses.records);
    expect(whole.organisations.reduce((sum, it) => sum + it.accesses.messages, 0)).toBe(whole.accesses.messages);
    const told = whole.organisations.flatMap(({ byTier, byReason }) => [
      ...Object.values(byTier),
      ...Object.values(byReason),
    ]);
    const all = [whole.reconciliation.byTier, whole.reconciliation.byReason].flatMap((it) => Object.values(it));
    expect(told.reduce((a, b) => a + b, 0)).toBe(all.reduce((a, b) => a + b, 0));
  });

  it('nothing of another stays, in any format', () => {
    for (const tenant of tenantsIn(whole)) {
      for (const [name, text] of outputs(tenant))
        expect(found(text, foreignOf(tenant)), `${name} of ${tenant}`).toEqual([]);
    }
  });

  it('no name of your own tables says whose office an address is in', () => {
    const [tenant = '', other = ''] = tenantsIn(whole);
    const label = `Office of ${(whole.reconciliation.byMailbox.find((it) => it.tenant === other)?.mailbox ?? '').split(/[@.]/).at(-2)}`;
    const sessions = whole.sessions.map((it) => ({
      ...it,
      application: { ...it.application, name: label },
      addresses: it.addresses.map((address) => ({ ...address, organisation: label })),
    }));
    const text = renderJson(forOrganisation({ ...whole, sessions }, tenant).result);
    expect(text).not.toContain(label);
    expect(renderJson(forOrganisation({ ...whole, sessions }, other).result)).toContain(label);
  });

  it.skipIf(!canReadPdf || mixed)('nothing of another stays on paper', async () => {
    const tenant = whole.cases[0]?.tenant ?? '';
    const { result } = apart(tenant);
    const readout = readoutOf(result, { reader: 'responder', tlp: 'RED', places: null, redacted: [] });
    const home = writeFiles({ 'one.pdf': await renderPdf(renderHtml(readout), process.env) });
    const text = execFileSync('pdftotext', ['-layout', join(home, 'one.pdf'), '-'], { maxBuffer: 1e9 }).toString();
    expect(text).toContain(result.cases[0]?.mailboxes[0] ?? '?');
    expect(found(text, foreignOf(tenant))).toEqual([]);
  });

  it('no sum over all stays', () => {
    const sums = [whole.accesses.records, whole.accesses.messages, whole.reconciliation.total].filter(
      (sum) => sum > 999,
    );
    const written = sums.flatMap((sum) => [String(sum), String(sum).replace(/\B(?=(\d{3})+$)/g, ',')]);
    for (const tenant of tenantsIn(whole)) {
      for (const [name, text] of outputs(tenant)) {
        // Sizes of messages are numbers too.
        if (name === 'json') continue;
        const numbers = new Set(text.match(/\d[\d,]*/g));
        expect(
          written.filter((sum) => numbers.has(sum)),
          name,
        ).toEqual([]);
      }
    }
  });

  it('keeps the contract, adds up, and keeps everything of its own', () => {
    for (const tenant of tenantsIn(whole)) {
      const { result, names } = apart(tenant);
      resultSchema.parse(result);
      const { reconciliation: sum } = result;
      expect(sum.explained + sum.background + sum.notAssessable + sum.unexplained).toBe(sum.total);
      expect(Object.values(sum.byTier).reduce((a, b) => a + b, 0)).toBe(sum.explained);
      for (const file of result.inputs) expect(file.records + file.duplicates + file.rejects).toBe(file.rows);
      expect(result.cases.map(({ id }) => id)).toEqual(
        whole.cases.filter((it) => it.tenant === tenant).map(({ id }) => id),
      );
      expect(result.sessions).toEqual(whole.sessions.filter((it) => it.tenant === tenant));
      expect(result.findings).toEqual(whole.findings.filter((it) => it.tenant === tenant));
      expect(result.inputs.length).toBeGreaterThan(0);
      expect([...names.values()].some((name) => name.startsWith('file held with'))).toBe(mixed);
      expect(result.verdicts.length).toBe(Math.min(1, result.cases.length));
      expect(tenantsIn(result)).toEqual([tenant]);
      expect(forOrganisation(result, tenant).result).toBe(result);
    }
  });

  it('says that there is more elsewhere, and not how much', () => {
    const across = new Set(whole.campaigns.filter(({ tenants }) => tenants.length > 1).flatMap(({ cases }) => cases));
    for (const tenant of tenantsIn(whole)) {
      const { result } = apart(tenant);
      expect(result.elsewhere).toEqual(
        result.cases
          .map(({ id }) => id)
          .filter((id) => across.has(id))
          .sort(),
      );
      for (const { tenants } of result.campaigns) expect(tenants).toEqual([tenant]);
    }
  });

  it('would be found out, whatever part were left as it was', () => {
    const tenant = tenantsIn(whole)[0] ?? '';
    const foreign = foreignOf(tenant);
    const { result } = apart(tenant);
    const parts: (keyof Result)[] = [
      ...([
        'run',
        'inputs',
        'rejects',
        'coverage',
        'reconciliation',
        'organisations',
        'allowed',
        'watched',
        'intel',
      ] as const),
      ...(['verdicts', 'sessions', 'findings', 'cases', 'people', 'traits', 'campaigns', 'signInTimes'] as const),
    ];
    for (const part of parts) {
      const leaking = { ...result, [part]: whole[part] };
      if (part === 'people' && whole.people.length === result.people.length) continue;
      expect(found(JSON.stringify(leaking), foreign).length, part).toBeGreaterThan(0);
    }
    for (const part of ['mailboxes', 'signIns', 'limits'] as const) {
      const coverage = { ...result.coverage, [part]: whole.coverage[part] };
      if (part === 'limits' && world.state === 'none') continue;
      expect(found(JSON.stringify({ ...result, coverage }), foreign).length, part).toBeGreaterThan(0);
    }
  });

  it('notices hold nothing of another organisation, and nothing of another person', async () => {
    const home = writeFiles({ 'whole.json': renderJson(whole) });
    const campaign = whole.campaigns.at(-1);
    const words = ['notify', campaign?.id ?? '', join(home, 'whole.json'), '--out', join(home, 'notices'), '--quiet'];
    await program().parseAsync(words, { from: 'user' });
    const cases = whole.cases.filter(({ id }) => campaign?.cases.includes(id));
    for (const tenant of new Set(cases.map((it) => it.tenant))) {
      const mailboxes = cases.filter((it) => it.tenant === tenant).flatMap((it) => it.mailboxes);
      const folder = join(home, 'notices', mailboxes[0]?.split('@')[1] ?? '');
      const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
        /\.(txt|csv)$/.test(path),
      );
      expect(paths.length).toBeGreaterThan(4);
      for (const path of paths) {
        const text = readFileSync(join(folder, path), 'utf8');
        expect(found(text, foreignOf(tenant)), path).toEqual([]);
        if (!path.startsWith('people')) continue;
        const own = mailboxes.find((mailbox) => path.includes(mailbox.replace('@', '-at-')));
        expect(own, path).toBeDefined();
        expect(found(text, strangersTo(plain, tenant, own ?? '')), path).toEqual([]);
      }
    }
  });

  it('is found by id and by domain, and by nothing else', () => {
    for (const tenant of tenantsIn(whole)) {
      const domain = whole.reconciliation.byMailbox.find((it) => it.tenant === tenant)?.mailbox.split('@')[1] ?? '';
      expect(tenantNamed(whole, tenant.toUpperCase())).toBe(tenant);
      expect(tenantNamed(whole, domain)).toBe(tenant);
    }
    expect(() => tenantNamed(whole, 'nowhere.example')).toThrow(/no organisation nowhere.example/);
  });
});
