/** Facts of a small impact, gathered as the job gathers them. */
import { gatherReport } from '../../../src/engine/report/gather-report.ts';
import type { ReportFacts } from '../../../src/engine/report/report-facts.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { reopen, scratchWorkspace } from '../store/scratch-workspace.ts';

export const MADE = { at: '2026-01-02T03:04:05.000Z', by: 'ada' } as const;

const context = { progress: () => undefined, signal: new AbortController().signal };

/** A workspace whose run "r" compares two reforms over 40 cases. */
export const impactWorkspace = (): Store => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 40, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  return store;
};

export const gatherFrom = (store: Store, cases: readonly string[]): Promise<ReportFacts> =>
  reopen(store, { readOnly: true }).snapshot((reader) => gatherReport(reader, { run: 'r', cases, made: MADE }, context));

const gathered = new Map<string, ReportFacts>();

/** Of a workspace of its own, gathered once for each choice of cases. */
export const gatheredFacts = async (cases: readonly string[] = []): Promise<ReportFacts> => {
  const key = cases.join(' ');
  const facts = gathered.get(key) ?? (await gatherFrom(impactWorkspace(), cases));
  gathered.set(key, facts);
  return facts;
};

export const SEALED: NonNullable<ReportFacts['sealed']> = {
  checkpoint: 'probity/w\n12\nAAAA\n\n— probity/w BBBB\n',
  origin: 'probity/w',
  size: 12,
  root: 'ab'.repeat(32),
  bundle: { sha256: 'cd'.repeat(32), bytes: 12_345 },
};
