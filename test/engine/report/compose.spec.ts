/** A report says what the run found, in the sections that were asked for, the same to the byte each time, and nothing that it is given becomes markup. */
import { describe, expect, test } from 'vitest';
import type { ImpactGroup, ReportRequest } from '../../../src/engine/model/index.ts';
import { REPORT_SECTIONS } from '../../../src/engine/model/report-request.ts';
import { markedAmount, markedChange } from '../../../src/engine/report/amount-text.ts';
import { compose, sectionsOf } from '../../../src/engine/report/compose.ts';
import type { ReportFacts } from '../../../src/engine/report/report-facts.ts';
import { gatheredFacts, gatherFrom, impactWorkspace, SEALED } from './gathered-facts.ts';
import { wordsOf } from './words-of.ts';

const ALL: ReportRequest = { sections: REPORT_SECTIONS, cases: [] };
const words = (facts: ReportFacts, request: ReportRequest = ALL): string => wordsOf(compose(facts, request));

/** The words of one section alone. */
const section = (facts: ReportFacts, id: ReportRequest['sections'][number], request: Partial<ReportRequest> = {}): string => {
  const page = compose(facts, { ...ALL, sections: [id], ...request });
  return wordsOf(page.slice(page.indexOf(`<section id="${id}">`)).split('</section>')[0] as string);
};

describe('what it is made of', () => {
  test('the same facts and the same request give the same page', async () => {
    const facts = await gatheredFacts(['unit-3', 'unit-1']);
    expect(compose(structuredClone(facts), structuredClone(ALL))).toBe(compose(facts, ALL));
  });

  test('facts that are gathered twice from one workspace are the same', async () => {
    const store = impactWorkspace();
    expect(await gatherFrom(store, ['unit-3'])).toEqual(await gatherFrom(store, ['unit-3']));
  });

  test('sections stand in the order asked for, each once, and the evidence is always there and last', async () => {
    expect(sectionsOf({ sections: ['limits', 'evidence', 'summary', 'limits'] })).toEqual(['limits', 'summary', 'evidence']);
    const page = compose(await gatheredFacts(), { sections: ['limits', 'summary'], cases: [] });
    expect([...page.matchAll(/<section id="([a-z-]+)"><h2>(.*?)<\/h2>/g)].map(([, id, title]) => [id, title])).toEqual([
      ['limits', '1 Limits'],
      ['summary', '2 Summary'],
      ['evidence', '3 Evidence'],
    ]);
    expect(page).not.toContain('class="contents"');
  });

  test('a long report has a table of contents whose links all lead somewhere', async () => {
    const page = compose(await gatheredFacts(['unit-1', 'unit-2']), ALL);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(links).toEqual([...REPORT_SECTIONS, 'case-1', 'case-2']);
    for (const target of links) expect(page).toContain(`id="${target}"`);
  });

  test('headings are in order: no level is passed over, and there is one of the first', async () => {
    const levels = [...compose(await gatheredFacts(['unit-1']), { ...ALL, remarks: 'So.' }).matchAll(/<h([1-6])[ >]/g)].map(([, level]) =>
      Number(level),
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test('nothing in it runs or is loaded, and it has no styles beside its sheet', async () => {
    const page = compose(await gatheredFacts(['unit-1']), ALL);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|<link|<img|\sstyle=|\son[a-z]+=|url\(/);
    expect([...page.matchAll(/(?:href|src)="(?!#)/g)]).toHaveLength(0);
  });
});

describe('what it says', () => {
  test('the figures of every reform, exact or marked as rounded', async () => {
    const facts = await gatheredFacts();
    const told = words(facts);
    for (const [index, totals] of facts.result.totals.reforms.entries()) {
      expect(told).toContain(`Reform ${index + 1}: ${facts.result.reforms[index]?.title}`);
      expect(told).toContain(`Change in cost ${markedChange(totals.costChange)} exactly ${totals.costChange}`);
      expect(told).toContain(`Gainers ${totals.gainers}`);
      expect(told).toContain(`${markedAmount(totals.lost)} in all`);
    }
    expect(facts.result.totals.reforms.some(({ costChange }) => costChange.includes('/'))).toBe(true);
    expect(told).toContain(facts.result.resultHash);
  });

  test('in the summary who gains and loses, in sentences, and what the author says in paragraphs', async () => {
    const facts = await gatheredFacts();
    const [totals] = facts.result.totals.reforms;
    const told = section(facts, 'summary', { remarks: 'First.\n\nSecond,\nof two lines.' });
    expect(told).toContain(`${totals?.gainers} cases (`);
    expect(told).toMatch(/The cost of Grant of the month grant (rises|falls) from/);
    expect(told).toMatch(/Remarks of the author First\. Second, of two lines\. $/);
    expect(section(facts, 'summary', { remarks: ' \n\n ' })).not.toContain('Remarks');
  });

  test('what each reform changes: in words, with dates and sources', async () => {
    const facts = await gatheredFacts();
    expect(section(facts, 'changes')).toContain('limit is raised from 1,000 to 1,200.5; the value holds from 2025-01-01');
    const parameters = [
      { name: 'rate', label: 'Rate', before: '0.5', after: '0.25', since: '2025-01-01', source: 'Act 12, s. 4' },
      { name: 'gone', before: '1', after: undefined },
      { name: 'new', before: undefined, after: '1' },
      { name: 'paid', before: 'true', after: 'false' },
    ];
    const rules = [{ name: 'grant', label: 'Grant of a month', before: 'income', after: 'income * 2' }];
    const told = section(
      {
        ...facts,
        changes: [
          { parameters, rules },
          { parameters: [], rules: [] },
        ],
      },
      'changes',
    );
    expect(told).toContain('Rate rate is lowered from 0.5 to 0.25; the value holds from 2025-01-01 ( Act 12, s. 4 )');
    expect(told).toContain('gone has no value any more; it was 1');
    expect(told).toContain('new is new: 1');
    expect(told).toContain('paid is false instead of true');
    expect(told).toContain('4 parameters and the rules of 1 decision differ');
    expect(told).toContain('Grant of a month grant before income after income * 2');
    expect(told).toContain('no parameter and no rule differs');
  });

  test('the unit of the amount wherever amounts stand', async () => {
    const told = words({ ...(await gatheredFacts()), amountUnit: 'EUR' });
    for (const heading of ['Cost before (EUR)', 'Change in cost (EUR)', 'Gained (EUR)', 'Lost (EUR)']) expect(told).toContain(heading);
    expect(told).toContain('The amount compared is Grant of the month grant , in EUR, for one month.');
  });

  test('fields and limits by what the policy calls them, beside their names', async () => {
    const facts = await gatheredFacts();
    const { result } = facts;
    const labels = new Map([
      ['income', 'Income of a month'],
      ['limit', 'Limit of income'],
      ['size', 'Size'],
    ]);
    const counts = { below: { units: 1 }, above: { units: 2 }, missing: 0 };
    const nearThreshold = [{ definition: 'd', value: 'income', limit: 'limit', share: '0.1', sides: [counts, counts, counts] }];
    const groups = ['income:quantiles=5+size', 'a+b'].flatMap((by) => result.groups.slice(0, 1).map((group) => ({ ...group, by })));
    const told = words({ ...facts, labels, result: { ...result, groups, measures: { ...result.measures, nearThreshold } } });
    expect(told).toContain('By Income of a month income in 5 quantile groups, and Size size');
    expect(told).toContain('Income of a month, Size Cases Gainers');
    expect(told).toContain('By a , and b');
    expect(told).toContain('Income of a month income below Limit of income limit , within 10 %');
  });

  test('that there is no amount, where the baseline pays none', async () => {
    const facts = await gatheredFacts();
    const told = words({ ...facts, result: { ...facts.result, amount: '' } });
    expect(told).toContain('pays no amount');
    expect(told).not.toContain('Cost before');
  });

  test('changes of outcome one below the other, where a matrix would be too wide', async () => {
    const facts = await gatheredFacts();
    const outcomes = Array.from({ length: 12 }, (_, index) => `OUTCOME_${index}`);
    const matrix = [outcomes.map((_, from) => outcomes.map((__, to) => (from === 0 && to === 11 ? 7 : 0))), []];
    const told = section({ ...facts, result: { ...facts.result, outcomes, matrix } }, 'outcomes');
    expect(told).toContain('OUTCOME_0 OUTCOME_11 7');
    expect(told).not.toContain('Before \\ after');
  });

  test('cases that nobody chose are not told, and chosen ones with facts, results and reasons', async () => {
    expect(section(await gatheredFacts(), 'cases')).toContain('no personal data is in this report');
    const facts = await gatheredFacts(['unit-2']);
    const [explained] = facts.cases;
    const told = section(facts, 'cases');
    expect(told).toContain('Case unit-2');
    expect(told).toContain('This discloses personal data');
    for (const sentence of explained?.flips.flat() ?? []) expect(told).toContain(sentence);
    expect(told).toContain(`Baseline 2024-06-01 ${explained?.baseline.outcome}`);
    expect(told).toContain('income <= limit'.replace('<', '&lt;'));
  });

  test('a case that does not come out as it was stored is a finding', async () => {
    const facts = await gatheredFacts(['unit-2']);
    expect(section(facts, 'cases')).not.toContain('does NOT come out');
    const cases = facts.cases.map((explained) => ({ ...explained, matchesStored: false }));
    expect(section({ ...facts, cases }, 'cases')).toContain('does NOT come out as the run stored it');
  });

  test('why rows were refused, by column and reason, and which values are missing', async () => {
    const facts = await gatheredFacts();
    const told = section(
      {
        ...facts,
        population: { ...facts.population, quarantined: 12 },
        quarantine: [{ file: 'units', column: 'income', expected: 'a number', rows: 9 }],
      },
      'data-quality',
    );
    expect(told).toContain('units income a number 9');
    expect(told).toContain('3 further rows were refused elsewhere');
    expect(told).toMatch(/income 40 \d+ \d+\.\d %/);
  });
});

describe('evidence', () => {
  test('a preview says that it is one, and has no checkpoint', async () => {
    const told = words(await gatheredFacts());
    expect(told).toContain('Preview: neither recorded nor sealed.');
    expect(told).toContain('This is a preview.');
    expect(told).not.toContain('not signed');
  });

  test('a sealed report prints the checkpoint, the bundle and how to check both', async () => {
    const page = compose({ ...(await gatheredFacts()), sealed: SEALED }, ALL);
    expect(page).toContain(`<pre>${SEALED.checkpoint}</pre>`);
    const told = wordsOf(page);
    for (const text of ['12,345 bytes', SEALED.root, SEALED.bundle.sha256, 'README.txt', 'This report is not signed'])
      expect(told).toContain(text);
    expect(page).not.toContain('signature-block');
  });

  test('where somebody signs there is one link box for the signature', async () => {
    const page = compose({ ...(await gatheredFacts()), sealed: SEALED, signer: 'Ada & Co' }, ALL);
    expect(page.match(/<a id="signature-block" class="signature" href="https:\/\/signature\.invalid\/"/g)).toHaveLength(1);
    expect(page).toContain('<b><bdi>Ada &amp; Co</bdi></b><span>Electronic signature, 2026-01-02</span>');
    expect(wordsOf(page)).not.toContain('not signed');
  });

  test('the place of the signature stands on one page with how to check the report', async () => {
    const page = compose({ ...(await gatheredFacts()), sealed: SEALED, signer: 'Ada' }, ALL);
    const [, kept = ''] = page.split('<div class="block"><h3>How to check this report</h3>');
    expect(kept.slice(0, kept.indexOf('</div>'))).toContain('id="signature-block"');
  });

  test('every document with its hash, and the patched policies', async () => {
    const facts = await gatheredFacts();
    const told = section(facts, 'evidence');
    for (const { id, hash } of facts.documents) expect(told).toContain(`${id} 1.0.0 ${hash}`);
    expect(told).toContain(`with reform wider-grant ${facts.result.reforms[1]?.hash}`);
  });
});

describe('limits', () => {
  test('a table ends after a thousand rows, and says what is left out, why, and where all of it is', async () => {
    const facts = await gatheredFacts();
    const [group] = facts.result.groups as readonly [ImpactGroup];
    const groups = Array.from({ length: 1_075 }, (_, i) => ({ ...group, by: 'district', value: `d${i}.` }));
    const told = section({ ...facts, result: { ...facts.result, groups } }, 'groups');
    expect(told).toContain('d999. ');
    expect(told).not.toContain('d1000. ');
    expect(told).toContain('75 groups more are not printed');
    expect(told).toContain('so many rows that it can be printed, read and kept. The attached bundle has them all.');
  });

  test('many parameters stand in a table', async () => {
    const facts = await gatheredFacts();
    const parameters = Array.from({ length: 1_003 }, (_, i) => ({ name: `p${i}.`, before: '1', after: '2' }));
    const told = section(
      {
        ...facts,
        changes: [
          { parameters, rules: [] },
          { parameters: [], rules: [] },
        ],
      },
      'changes',
    );
    expect(told).toContain('p999. ');
    expect(told).not.toContain('p1000. ');
    expect(told).toContain('3 parameters more are not printed');
  });

  test('chosen cases beyond those that are told are counted', async () => {
    const facts = await gatheredFacts(['unit-1']);
    expect(section({ ...facts, casesLeftOut: 2 }, 'cases')).toContain('2 more cases were chosen and are not printed');
  });

  test('a population without a case gives a report', async () => {
    const facts = await gatheredFacts();
    const none = {
      gainers: 0,
      losers: 0,
      unchanged: 0,
      undetermined: 0,
      gained: '0',
      lost: '0',
      baselineCost: '0',
      reformCost: '0',
      costChange: '0',
    };
    const nothing = { ...none, averageGain: null, averageLoss: null, baselineCaseload: 0, reformCaseload: 0, outcomes: {} };
    const result = {
      ...facts.result,
      totals: { units: 0, baseline: {}, reforms: [nothing, nothing] },
      matrix: facts.result.matrix.map((rows) => rows.map((row) => row.map(() => 0))),
      groups: [],
    };
    const told = words({ ...facts, result });
    expect(told).toContain('The population has no cases');
    expect(told).toContain('No case changes its outcome.');
    expect(told).not.toContain('NaN');
  });
});

/** Every text in a value made hostile: nothing that people name may come through as markup. */
const hostile = <T>(value: T): T => {
  if (typeof value === 'string')
    return (/^-?[\d./]+$/.test(value) ? value : `"></style><script>${value}</script>\u202e😀__CSP_NONCE__${'x'.repeat(4_096)}`) as T;
  if (Array.isArray(value)) return value.map(hostile) as T;
  if (value instanceof Map)
    return new Map(
      [...value].flatMap(([key, own]) => [
        [key, hostile(own)],
        [hostile(key), hostile(own)],
      ]),
    ) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item)])) as T;
};

test('titles, names, labels, reasons and facts stay texts, however they are written', async () => {
  const facts = await gatheredFacts(['unit-1', 'unit-2']);
  const { sources: _, ...population } = facts.population;
  const source = { role: 'units', name: 'people.csv', bytes: 1, rows: 1, sha256: 'ab' } as const;
  const given: ReportFacts = {
    ...facts,
    population: { ...population, sources: [source], generated: { seed: 'one', generator: 'made' } },
    quarantine: [{ file: 'units', column: 'income', expected: 'a number', rows: 9 }],
    changes: facts.changes.map(() => ({
      parameters: [{ name: 'p', label: 'P', before: 'x', after: 'y', since: 'then', source: 'law' }],
      rules: [{ name: 'd', label: 'D', before: 'f', after: undefined }],
    })),
    amountUnit: 'EUR',
    sealed: SEALED,
    logKey: { key: 'k', fingerprint: 'f' },
    signer: 'Ada',
  };
  const page = compose(hostile(given), { ...ALL, ...hostile({ title: 't', office: 'o', remarks: 'r' }) });
  expect(page).not.toContain('<script');
  expect(page.match(/<style/g)).toHaveLength(1);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page.match(/__CSP_NONCE__/g)).toHaveLength(1);
  expect(page).toContain('&lt;script&gt;');
});
