/**
 * Writes an evidence bundle from nothing but its layout, with none of the program's own code but its README and its writer of DER: small, made up, and
 * with every kind of file. Verifiers that were written apart from each other and from the exporter are held against it.
 */
import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { zipSync } from 'fflate';
import { bundleReadme } from '../../src/engine/evidence/readme/bundle-readme.ts';
import { cosigned, type PlainKey, plainKey, signedCheckpoint, verifierKeyOf } from './plain-keys.ts';
import { plainTimestamp } from './plain-timestamp.ts';
import { plainConsistency, plainInclusion, plainRoot } from './plain-tree.ts';

/** A bundle's files by their path. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

type Value = { readonly [name: string]: unknown } | readonly unknown[];

const bytesOf = (value: Value | string | Uint8Array): Uint8Array =>
  value instanceof Uint8Array ? value : Buffer.from(typeof value === 'string' ? value : (canonicalize(value) as string), 'utf8');
const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const hexHash = (bytes: Uint8Array): string => sha256(bytes).toString('hex');
const hmac = (key: Uint8Array, text: Uint8Array | string): Buffer => createHmac('sha256', key).update(text).digest();
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const linesOf = (hashes: readonly Uint8Array[]): string => hashes.map((hash) => `${base64Of(hash)}\n`).join('');
const leafOf = (data: Uint8Array): Buffer => sha256(Buffer.of(0), data);
/** 32 bytes that are the same in every run. */
const made = (name: string): Buffer => sha256(Buffer.from(name));

const RUN = 'run-1';
const CHUNK = 4;
export const LOG_KEY = plainKey('probity/town-1');
export const WITNESS_KEY = plainKey('audit-office.example', 4);

/** Names that are hostile to shells and pages, and still good names. */
const POLICY = {
  kind: 'policy',
  id: 'grant',
  version: '1.0.0',
  title: 'Grant $(touch hacked) `touch hacked` <img src=x onerror=alert(1)>',
};
const UNITS = ['a-1', "b'2", 'c"3\\', 'd</script>4', 'é5;$(touch hacked)'];

const side = (title: string, hash: string, more: Value = {}) => ({
  title,
  policy: 'grant',
  version: '1.0.0',
  hash,
  date: '2025-03-01',
  ...more,
});

const timeOf = (index: number): string => `2026-01-01T00:00:${10 + index}.000Z`;

type Put = (path: string, content: Value | string | Uint8Array) => Uint8Array;

type Row = {
  readonly sides: readonly { readonly amounts: { readonly grant: string | null }; readonly outcome: string }[];
  readonly unit: string;
};

type Cases = { readonly rows: readonly Row[]; readonly salts: readonly Buffer[]; readonly leaves: readonly Uint8Array[] };

/** Two of them, one in each chunk. */
const putCases = (put: Put, { rows, salts, leaves }: Cases): void => {
  for (const [i, index] of [1, 4].entries()) {
    const folder = `cases/${i + 1}`;
    const row = rows[index] as Row;
    put(`${folder}/case.json`, {
      unit: row.unit,
      index,
      units: UNITS.length,
      row: Buffer.from(bytesOf(row)).toString(),
      salt: salts[index]?.toString('hex'),
      path: plainInclusion(index, leaves).map(hexOf),
    });
    const sideOf = (at: 0 | 1, more: Value) => ({
      title: at === 0 ? POLICY.title : 'Wider',
      date: '2025-03-01',
      outcome: row.sides[at]?.outcome,
      amounts: [{ name: 'grant', label: 'Grant "of],"date":" the month\\', unit: 'EUR', value: row.sides[at]?.amounts.grant, ...more }],
      decisions: [{ name: 'grant', value: `${row.sides[at]?.amounts.grant}` }],
      explanation: [
        { kind: 'decision', name: 'outcome', value: 'x', children: [{ kind: 'input', name: 'income', value: '5', children: [] }] },
      ],
    });
    put(`${folder}/explanation.json`, {
      run: RUN,
      unit: row.unit,
      inputs: { income: '900', outcome: 'a', title: 'b' },
      baseline: sideOf(0, {}),
      reforms: [sideOf(1, { change: row.sides[1]?.amounts.grant })],
      flips: [['income 900 is 300.50 below limit 1,200.50']],
      matchesStored: true,
      appeals: [],
    });
  }
};

type Trail = { readonly logKey: PlainKey; readonly checkpoint: string; readonly leaves: readonly Uint8Array[] };

/** One of each kind; a witness vouches for the bundle's own state and for an earlier one. */
const putAnchors = (put: Put, { logKey, checkpoint, leaves }: Trail): void => {
  const earlier = signedCheckpoint(logKey, 4, plainRoot(leaves.slice(0, 4)));
  const continuation = `old 4\n${linesOf(plainConsistency(4, leaves))}\n${checkpoint}`;
  put('anchors/1-cosignature.checkpoint', cosigned(checkpoint, WITNESS_KEY, 1_767_225_600));
  put('anchors/1.key', `${verifierKeyOf(WITNESS_KEY)}\n`);
  put('anchors/2-cosignature.checkpoint', cosigned(earlier, WITNESS_KEY, 1_767_139_200));
  put('anchors/2.key', `${verifierKeyOf(WITNESS_KEY)}\n`);
  put('anchors/2.consistency', continuation);
  put('anchors/3-checkpoint.checkpoint', earlier);
  put('anchors/3.consistency', continuation);
  put('anchors/4-timestamp.tsr', plainTimestamp(checkpoint));
  put('anchors/4.checkpoint', checkpoint);
};

/** Options: what a forger would write, in a bundle whose hashes, proofs and signature are all good again. */
export type PlainBundleOptions = {
  readonly change?: (files: Map<string, Uint8Array>) => void;
  readonly logKey?: PlainKey;
  /** Content address of the reformed policy. */
  readonly evaluated?: string;
  /** Puts the trail's entries in the place of the good ones. */
  readonly changeEntries?: (entries: Value[]) => void;
  /** Gives what the trail ends with in the place of the entry that prepared the bundle. */
  readonly changePrepared?: (prepared: Value) => readonly Value[];
};

/** The bundle's files, made as an exporter would. */
export const plainBundle = ({
  change,
  changeEntries,
  changePrepared,
  evaluated,
  logKey = LOG_KEY,
}: PlainBundleOptions = {}): BundleFiles => {
  const files = new Map<string, Uint8Array>();
  const put: Put = (path, content) => {
    const bytes = bytesOf(content);
    files.set(path, bytes);
    return bytes;
  };

  const policy = { ...POLICY, decisions: { grant: { type: 'decimal', label: 'Grant of the month', unit: 'EUR' } }, amounts: ['grant'] };
  const documents = [
    policy,
    {
      kind: 'reform',
      id: 'wider',
      version: '1.0.0',
      title: 'Wider',
      of: { policy: 'grant', version: '1.0.0' },
      patch: { title: 'Wider grant' },
    },
    { kind: 'workflow', id: 'impact-analysis', version: '1.0.0', title: 'Impact' },
  ].map((content) => ({ ...content, hash: hexHash(put(`documents/${content.kind}/${content.id}@${content.version}.json`, content)) }));
  const pins = documents.slice(0, 2).map(({ kind, id, version, hash }) => ({ kind, id, version, hash }));

  const print = hexHash(made('columns'));
  const chunks = [0, 1].map((chunk) => ({
    chunk,
    units: chunk === 0 ? CHUNK : UNITS.length - CHUNK,
    sha256: chunk === 1 ? print : hexHash(made('columns of the first chunk')),
  }));
  const sources = [{ role: 'units', bytes: 321, rows: 6, sha256: hexHash(made('units.csv')) }];
  const sealed = {
    unit: 'household',
    units: UNITS.length,
    members: 9,
    quarantined: 1,
    sources,
    fingerprint: print,
  };
  const population = { id: 'population-1', name: 'Town', units: UNITS.length, members: 9, fingerprint: sealed.fingerprint };
  put('population.json', {
    ...population,
    unit: 'household',
    sources,
    quarantined: 1,
    quarantine: [{ file: 'units', column: 'income', expected: 'a number', rows: 1 }],
    chunks,
  });

  const baseline = side(POLICY.title, documents[0]?.hash as string);
  const reform = side('Wider', evaluated ?? hexHash(bytesOf({ ...policy, title: 'Wider grant' })), { reform: 'wider' });
  const outcomes = ['ELIGIBLE', 'NOT_ELIGIBLE'];
  const plan = put('plan.json', {
    population,
    amount: 'grant',
    outcomes,
    baseline: { ...baseline, documents: pins.slice(0, 1) },
    reforms: [{ ...reform, documents: pins.toReversed() }],
    by: [],
    measures: {},
  });

  const rows = UNITS.map((unit, i) => ({
    sides: [
      { amounts: { grant: '0' }, outcome: 'NOT_ELIGIBLE' },
      { amounts: { grant: i === 0 ? null : `${i}00/3` }, outcome: 'ELIGIBLE' },
    ],
    unit,
  }));
  const salts = UNITS.map((unit) => hmac(made('secret'), unit));
  const leaves = rows.map((row, i) => leafOf(hmac(salts[i] as Buffer, bytesOf(row))));
  const resultHash = hexOf(plainRoot(leaves));
  put(
    'chunks.json',
    chunks.map(({ chunk, units }) => ({
      chunk,
      units,
      root: hexOf(plainRoot(leaves.slice(chunk * CHUNK, chunk * CHUNK + units))),
    })),
  );
  const figures = { gainers: 4, losers: 0, unchanged: 0, undetermined: 1, gained: '1000/3', lost: '0' };
  const costs = { baselineCost: '0', reformCost: '1000/3', costChange: '1000/3', averageGain: '250/3', averageLoss: null };
  const result = put('result.json', {
    run: RUN,
    population,
    baseline,
    reforms: [reform],
    amount: 'grant',
    outcomes,
    totals: {
      units: UNITS.length,
      baseline: { ELIGIBLE: 0, NOT_ELIGIBLE: 5 },
      reforms: [{ ...figures, ...costs, baselineCaseload: 0, reformCaseload: 4, outcomes: { ELIGIBLE: 5, NOT_ELIGIBLE: 0 } }],
    },
    matrix: [
      [
        [0, 0],
        [5, 0],
      ],
    ],
    groups: [],
    measures: {},
    resultHash,
    elapsedMs: 12,
  });

  putCases(put, { rows, salts, leaves });

  const salt = made('salt of the result');
  const entry = (kind: string, subject: Value, more: Value = {}) => ({ kind, subject, ...more });
  const drafts: Value[] = [
    entry('workspace.created', { workspace: 'town-1' }, { detail: { name: 'Town', logKey: verifierKeyOf(logKey) } }),
    ...documents.map(({ kind, id, version, hash }) => entry('document.published', { kind, id, version }, { detail: { hash } })),
    entry('population.begun', { population: 'population-1' }, { detail: { name: 'Town' } }),
    entry('population.sealed', { population: 'population-1' }, { detail: sealed }),
    entry('run.started', { run: RUN }, { detail: { template: 'impact-analysis', version: '1.0.0', hash: documents[2]?.hash } }),
    entry('impact.planned', { run: RUN }, { detail: { plan: hexHash(plan), population: sealed.fingerprint, sides: [] } }),
    entry('impact.chunk', { run: RUN, chunk: 0 }),
    entry('impact.chunk', { run: RUN, chunk: 1 }),
    entry('impact.completed', { run: RUN }, { detail: { resultHash }, commitment: hmac(salt, result).toString('hex') }),
  ];
  changeEntries?.(drafts);
  const program = { version: '0.1.0', build: hexHash(made('build')) };
  const prepared = entry('evidence.prepared', { run: RUN }, { detail: { cases: 2, program } });
  drafts.push(...(changePrepared?.(prepared) ?? [prepared]));
  const entries = drafts.map((draft, index) => bytesOf({ ...draft, index, at: timeOf(index), actor: 'ada' }));
  const trail = entries.map(leafOf);
  const root = plainRoot(trail);
  const checkpoint = signedCheckpoint(logKey, entries.length, root);
  put('checkpoint', checkpoint);
  const completed = drafts.findIndex((draft) => 'kind' in draft && draft.kind === 'impact.completed');
  put('payloads.json', [{ entry: completed, path: 'result.json', salt: salt.toString('hex') }]);
  for (const [index, bytes] of entries.entries()) {
    if (Buffer.from(bytes).includes('impact.chunk')) continue;
    files.set(`entries/${index}.json`, bytes);
    put(`entries/${index}.tlog-proof`, `c2sp.org/tlog-proof@v1\nindex ${index}\n${linesOf(plainInclusion(index, trail))}\n${checkpoint}`);
  }
  putAnchors(put, { logKey, checkpoint, leaves: trail });
  put('README.txt', bundleReadme({ program, format: 'probity-evidence/1' }));
  change?.(files);
  return withManifest(files, {
    format: 'probity-evidence/1',
    run: RUN,
    made: { at: timeOf(drafts.findIndex((draft) => 'kind' in draft && draft.kind === 'evidence.prepared')), by: 'ada' },
    program,
    log: { origin: logKey.name, keys: [{ key: verifierKeyOf(logKey), entry: 0 }] },
    checkpoint: { size: entries.length, root: hexOf(root) },
    resultHash,
    baseline,
    reforms: [reform],
  });
};

/** The files under a manifest that lists them as they are. */
const withManifest = (files: BundleFiles, manifest: Value): BundleFiles => {
  const listed = [...files]
    .filter(([path]) => path !== 'manifest.json')
    .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: hexHash(bytes) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const ordered = listed.map(({ path }) => [path, files.get(path) as Uint8Array] as const);
  return new Map([['manifest.json', bytesOf({ ...manifest, files: listed })], ...ordered]);
};

/** What a forger does who has changed a file: lists every file anew. */
export const relisted = (files: BundleFiles): BundleFiles =>
  withManifest(files, JSON.parse(Buffer.from(files.get('manifest.json') as Uint8Array).toString()) as Value);

/** With one file changed. */
export const withFile = (files: BundleFiles, path: string, change: (bytes: Uint8Array) => Uint8Array | string): BundleFiles => {
  const changed = change(files.get(path) as Uint8Array);
  return new Map([...files, [path, typeof changed === 'string' ? Buffer.from(changed) : changed]]);
};

export const zipOf = (files: BundleFiles): Uint8Array => zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1), level: 6 });
