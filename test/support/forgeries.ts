/** What a forger could write who has the program: bundles in which a file was changed and every hash of the manifest made good again. */
import { createHmac } from 'node:crypto';
import { type BundleFiles, LOG_KEY, plainBundle, relisted, WITNESS_KEY, withFile } from './plain-bundle.ts';
import { plainKey, signedCheckpoint, verifierKeyOf } from './plain-keys.ts';

export type Forgery = { readonly what: string; readonly files: () => BundleFiles };

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** One file with a text in it replaced, and listed again. */
const replaced = (what: string, path: string, from: string | RegExp, to: string): Forgery => ({
  what,
  files: () =>
    relisted(
      withFile(plainBundle(), path, (bytes) => {
        const forged = textOf(bytes).replace(from, to);
        if (forged === textOf(bytes)) throw new Error(`nothing was forged in ${path}`);
        return forged;
      }),
    ),
});

const OTHER_KEY = plainKey('probity/town-2');
const ROW_SALT = '00'.repeat(32);

export const forgeries: readonly Forgery[] = [
  replaced('another figure in the result', 'result.json', '"gainers":4', '"gainers":5'),
  replaced('another result hash in the result', 'result.json', /"resultHash":"../, '"resultHash":"00'),
  replaced('another result hash in the manifest', 'manifest.json', /"resultHash":"../, '"resultHash":"00'),
  replaced('another run in the manifest', 'manifest.json', '"run":"run-1"', '"run":"run-2"'),
  replaced('another date in the manifest', 'manifest.json', '2025-03-01', '2025-03-02'),
  replaced('a manifest that lists another root', 'manifest.json', /"root":"../, '"root":"00'),
  replaced('a manifest of another size', 'manifest.json', '"size":12', '"size":13'),
  replaced('a manifest of another key', 'manifest.json', verifierKeyOf(LOG_KEY), verifierKeyOf(OTHER_KEY)),
  replaced('another maker in the manifest', 'manifest.json', '"by":"ada"', '"by":"eve"'),
  replaced('another time in the manifest', 'manifest.json', '"at":"2026', '"at":"2025'),
  replaced('another build in the manifest', 'manifest.json', /"build":"../, '"build":"00'),
  replaced('another version of the program in the manifest', 'manifest.json', '"version":"0.1.0"', '"version":"0.1.1"'),
  replaced('a changed plan', 'plan.json', '"amount":"grant"', '"amount":"grand"'),
  replaced('a changed policy', 'documents/policy/grant@1.0.0.json', '"amounts":["grant"]', '"amounts":["grand"]'),
  replaced('a changed template', 'documents/workflow/impact-analysis@1.0.0.json', 'Impact', 'Inpact'),
  replaced('another count of the population', 'population.json', /"units":5\}$/, '"units":6}'),
  replaced('another source of the population', 'population.json', /"sha256":"..([0-9a-f]+)"\}\],"unit"/, '"sha256":"00$1"}],"unit"'),
  replaced('another count of refused rows', 'population.json', '"quarantined":1', '"quarantined":0'),
  replaced('another root of a chunk', 'chunks.json', /"root":"../, '"root":"00'),
  replaced('another count of a chunk', 'chunks.json', '"units":4', '"units":3'),
  replaced('a count of a chunk that is a command', 'chunks.json', '"units":4', '"units":"a[$(touch$IFS./hacked)]"'),
  replaced('an entry with another detail', 'entries/5.json', '"members":9', '"members":8'),
  replaced('an entry with another index', 'entries/5.json', '"index":5', '"index":6'),
  replaced('a proof of another entry', 'entries/5.tlog-proof', 'index 5', 'index 6'),
  replaced('a proof with another hash', 'entries/5.tlog-proof', /\nindex 5\n.../, '\nindex 5\nAAA'),
  replaced('a proof without its last hash', 'entries/5.tlog-proof', /\n[^\n]+\n\n/, '\n\n'),
  replaced('a checkpoint of another root', 'checkpoint', /\n12\n.../, '\n12\nAAA'),
  replaced('another decision of a case', 'cases/1/case.json', 'NOT_ELIGIBLE', 'NEEDS_REVIEW'),
  replaced('another salt of a case', 'cases/1/case.json', /"salt":"[0-9a-f]+"/, `"salt":"${ROW_SALT}"`),
  replaced('another index of a case', 'cases/1/case.json', '"index":1', '"index":2'),
  replaced('a path with another hash', 'cases/1/case.json', /"path":\["../, '"path":["00'),
  replaced('another amount in an explanation', 'cases/1/explanation.json', '"unit":"EUR","value":"0"', '"unit":"EUR","value":"1"'),
  replaced('another outcome in an explanation', 'cases/1/explanation.json', '"outcome":"NOT_ELIGIBLE"', '"outcome":"ELIGIBLE"'),
  replaced('an explanation of another unit', 'cases/1/explanation.json', `"unit":"b'2"}`, `"unit":"b'3"}`),
  {
    what: 'no entry of who made the bundle',
    files: () => relisted(new Map([...plainBundle()].filter(([path]) => !path.startsWith('entries/11.')))),
  },
  {
    what: 'two entries of who made the bundle',
    files: () => plainBundle({ changePrepared: (prepared) => [{ ...prepared }, prepared] }),
  },
  {
    what: 'who made another bundle of the run',
    files: () => plainBundle({ changePrepared: (prepared) => [prepared, { kind: 'evidence.exported', subject: { run: 'run-1' } }] }),
  },
  {
    what: 'who made a bundle of another run',
    files: () => plainBundle({ changePrepared: (prepared) => [{ ...prepared, subject: { run: 'run-2' } }] }),
  },
  {
    what: 'an entry that says more of who made the bundle',
    files: () => plainBundle({ changePrepared: (prepared) => [{ ...prepared, commitment: '0'.repeat(64) }] }),
  },
  {
    what: 'fewer cases than the bundle was made with',
    files: () => relisted(new Map([...plainBundle()].filter(([path]) => !path.startsWith('cases/2/')))),
  },
  { what: 'a file that belongs to nothing', files: () => relisted(new Map([...plainBundle(), ['letter.txt', Buffer.from('a letter')]])) },
  {
    what: 'a checkpoint that another key signed',
    files: () =>
      relisted(
        withFile(plainBundle(), 'checkpoint', (bytes) => {
          const [, size = '', root = ''] = textOf(bytes).split('\n');
          return signedCheckpoint({ ...OTHER_KEY, name: LOG_KEY.name }, Number(size), Buffer.from(root, 'base64'));
        }),
      ),
  },
  {
    what: 'a result with a new salt and the old commitment',
    files: () => {
      const files = plainBundle();
      const salt = createHmac('sha256', 'x').update('y').digest('hex');
      return relisted(withFile(files, 'payloads.json', (bytes) => textOf(bytes).replace(/"salt":"[0-9a-f]+"/, `"salt":"${salt}"`)));
    },
  },
  {
    what: 'a log whose first entry names another key',
    files: () =>
      plainBundle({
        changeEntries: (entries) => {
          entries[0] = { kind: 'workspace.created', subject: { workspace: 'town-1' }, detail: { logKey: verifierKeyOf(OTHER_KEY) } };
        },
      }),
  },
  {
    what: 'a log in which the run never ended',
    files: () =>
      plainBundle({
        changeEntries: (entries) => {
          entries[10] = { ...entries[10], subject: { run: 'run-2' } };
        },
      }),
  },
];

/** As `forgeries`, in what the check by hand does not look into: what others signed, and what a reform makes of a policy. */
export const furtherForgeries: readonly Forgery[] = [
  {
    what: 'a plan of a policy that its documents do not give',
    files: () => plainBundle({ evaluated: 'f'.repeat(64) }),
  },
  replaced('a manifest with a member that nobody checks', 'manifest.json', '{"baseline"', '{"audited":"yes","baseline"'),
  replaced('a population with a member that nobody checks', 'population.json', '{"chunks"', '{"audited":"yes","chunks"'),
  replaced('a case with a member that nobody checks', 'cases/1/case.json', '{"index"', '{"audited":"yes","index"'),
  replaced('half a character among the facts', 'cases/1/explanation.json', '"inputs":{', '"inputs":{"":"\\ud800",'),
  replaced(
    'facts that nest deeper than the program reads',
    'cases/1/explanation.json',
    '"inputs":{',
    `"inputs":{"":${'['.repeat(250)}${']'.repeat(250)},`,
  ),
  replaced(
    'a decision that the program itself found not to follow',
    'cases/1/explanation.json',
    '"matchesStored":true',
    '"matchesStored":false',
  ),
  replaced('an appeal of which there is no entry', 'cases/1/explanation.json', '"appeals":[]', '"appeals":["run-9"]'),
  replaced('a salt more', 'payloads.json', /^\[(.*)\]$/, '[$1,$1]'),
  replaced('parts of the population that are counted otherwise', 'population.json', '"chunk":1', '"chunk":2'),
  {
    what: 'one case twice',
    files: () => {
      const files = plainBundle();
      const of = (name: string) => files.get(`cases/1/${name}.json`) as Uint8Array;
      return relisted(new Map([...files, ['cases/2/case.json', of('case')], ['cases/2/explanation.json', of('explanation')]]));
    },
  },
  {
    what: 'a key beside no anchor',
    files: () => relisted(new Map([...plainBundle(), ['anchors/9.key', Buffer.from('x')]])),
  },
  {
    what: 'an appeal that no explanation names',
    files: () =>
      plainBundle({
        changeEntries: (entries) => entries.push({ kind: 'appeal.recorded', subject: { run: 'run-9', originalRun: 'run-1' } }),
      }),
  },
  {
    what: 'a plan that was recorded after its result',
    files: () =>
      plainBundle({
        changeEntries: (entries) => {
          const [planned, completed] = [entries[7], entries[10]];
          if (planned === undefined || completed === undefined) throw new Error('the bundle has other entries');
          [entries[7], entries[10]] = [completed, planned];
        },
      }),
  },
  replaced('a cosignature of another time', 'anchors/1-cosignature.checkpoint', /AAAA[A-Za-z0-9+/]{6}(?=[^\n]+\n$)/, 'AAAAAAAAAA'),
  replaced('an earlier state with another root', 'anchors/3-checkpoint.checkpoint', /\n4\n.../, '\n4\nAAA'),
  replaced('a continuation that leads elsewhere', 'anchors/3.consistency', /old 4\n.../, 'old 4\nAAA'),
  replaced('a continuation of another size', 'anchors/3.consistency', 'old 4', 'old 3'),
  {
    what: "another log's earlier state",
    files: () =>
      relisted(withFile(plainBundle(), 'anchors/3-checkpoint.checkpoint', () => signedCheckpoint(LOG_KEY, 4, Buffer.alloc(32, 1)))),
  },
  replaced('a continuation to another checkpoint', 'anchors/3.consistency', /$/, '\u2014 probity/town-1 AAAAAAAA\n'),
  ...['anchors/2.consistency', 'anchors/3.consistency', 'anchors/2.key', 'anchors/4.checkpoint'].map((path) => ({
    what: `an anchor without ${path}`,
    files: () => plainBundle({ change: (files) => files.delete(path) }),
  })),
  {
    what: 'the key of a witness beside a state that the log alone signed',
    files: () => plainBundle({ change: (files) => files.set('anchors/3.key', Buffer.from(`${verifierKeyOf(WITNESS_KEY)}\n`)) }),
  },
  {
    what: 'a cosignature of a witness whose key is not the one beside it',
    files: () =>
      plainBundle({
        change: (files) => files.set('anchors/1.key', Buffer.from(`${verifierKeyOf(plainKey('other-office.example', 4))}\n`)),
      }),
  },
  replaced('an explanation with a name that some readers drop', 'cases/1/explanation.json', '"inputs":{', '"inputs":{"__proto__":"1",'),
  {
    what: 'the key of another witness',
    files: () => relisted(withFile(plainBundle(), 'anchors/1.key', () => `${verifierKeyOf(LOG_KEY)}\n`)),
  },
];
