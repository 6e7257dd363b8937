/** The demonstration's summary: what was found, how long it took, and where the files lie. */
import { counted } from '../../../engine/model/counted.ts';
import { countText } from '../../../engine/report/amount-text.ts';
import { describeAppeal } from '../commands/appeal.ts';
import { describeVerdict } from '../commands/audit.ts';
import { describeSweep } from '../commands/sweep.ts';
import { describeImpact } from '../describe-impact.ts';
import { type Demo, shownPath } from './run-demo.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(6)} s`;

const describeExplained = ({ explained }: Demo): readonly string[] => {
  const [after, flips] = [explained?.reforms[0], explained?.flips[0]];
  if (explained === undefined || after === undefined || flips === undefined) return ['No case changed.'];
  return [
    `Case ${explained.unit}: ${explained.baseline.outcome} before, ${after.outcome} after, because`,
    ...flips.map((flip) => `  ${flip}`),
  ];
};

const describeTests = ({ tests, mutations }: Demo): string =>
  `Tests of the policy: ${tests.passed} of ${tests.total} passed; of ${counted(mutations.tried, 'change')} to its figures, rules and comparisons they notice ${countText(mutations.noticed)}`;

export const describeDemo = (demo: Demo): readonly string[] => {
  const { population, files, stages, report, appeal, verdict } = demo;
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  return [
    describeTests(demo),
    '',
    `Population "${population.name}": ${counted(population.units, 'household')}, ${counted(population.members, 'person')}, ${counted(population.quarantined, 'row')} in quarantine`,
    '',
    ...describeImpact(demo.result),
    '',
    ...describeSweep(demo.sweep),
    '',
    ...describeExplained(demo),
    '',
    ...(appeal === undefined ? ['No refused case could be turned by corrected earnings, so no appeal was filed.'] : describeAppeal(appeal)),
    '',
    ...describeVerdict(verdict),
    '',
    ...stages.map(({ name, ms }) => `${seconds(ms)}  ${name}`),
    `${seconds(total)}  in all`,
    '',
    `workspace  ${shownPath(files.workspace)}`,
    `report     ${shownPath(files.report)}  (${countText(report.bytes)} bytes, SHA-256 ${report.sha256.slice(0, 16)}…)`,
    `           the evidence of the run is attached to it${report.signed ? '' : '; it is not signed, as there is no signer here: "signer create" makes one'}`,
    `sources    ${shownPath(files.folder)}/*.csv`,
    '',
    'Another demonstration finds the same figures. Its result hash is another: every import salts its cases with a secret of its own.',
  ];
};
