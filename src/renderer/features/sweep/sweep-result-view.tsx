/** What a sweep found: curves over the first parameter, a grid where there are two, and every point in a table. */
import { Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { SweepResult } from '../../../engine/model/index.ts';
import { Facts } from '../../components/facts.tsx';
import { formatDuration } from '../../components/format/duration.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { CountingSwitch } from '../impact/counting-switch.tsx';
import { CURVES_MAX, type Curve, SweepCurves } from './sweep-curves.tsx';
import { SweepGrid } from './sweep-grid.tsx';
import { axisText, figuresAt, isMoney, MEASURES, type Measure, todayOf } from './sweep-points.ts';
import classes from './sweep-result-view.module.css';
import { SweepTable } from './sweep-table.tsx';

/** One curve for each value of the second parameter, or one of all points. */
const curvesOf = ({ axes, points }: SweepResult, measure: Measure, weighted: boolean): readonly Curve[] => {
  const [first, second] = axes;
  const others = second?.values ?? [''];
  return others.map((other, column) => ({
    name: second === undefined ? t(`sweep.measure.${measure}`) : `${axisText(second)} ${exactText(other)}`,
    points: (first?.values ?? []).flatMap((at, row) => {
      const point = points[row * others.length + column];
      return point === undefined ? [] : [{ at, value: figuresAt(point, weighted)[measure] }];
    }),
  }));
};

export const SweepResultView = ({ result }: { readonly result: SweepResult }) => {
  const [weighted, setWeighted] = useState(false);
  const measures = MEASURES.filter((measure) => result.amount !== '' || !isMoney(measure));
  const [chosen, setChosen] = useState<Measure>(measures[0] ?? 'caseload');
  const [first, second] = result.axes;
  if (first === undefined) return null;
  // Two parameters make many curves, so that one figure at a time is drawn.
  const drawn = second === undefined ? measures.filter((measure) => measure === 'cost' || measure === 'caseload') : [chosen];
  const hasCurves = second === undefined || second.values.length <= CURVES_MAX;
  return (
    <>
      <Group mb="md">
        {second !== undefined && (
          <SegmentedControl
            aria-label={t('sweep.figure')}
            data={measures.map((measure) => ({ value: measure, label: t(`sweep.measure.${measure}`) }))}
            value={chosen}
            onChange={(value) => setChosen(MEASURES.find((known) => known === value) ?? 'caseload')}
          />
        )}
        {result.weight !== undefined && <CountingSwitch weight={result.weight} weighted={weighted} onChange={setWeighted} />}
      </Group>
      {hasCurves && (
        <Section title={t('sweep.curves')} description={t('sweep.curvesText', { parameter: axisText(first) })}>
          <div className={drawn.length > 1 ? classes.columns : undefined}>
            {drawn.map((measure) => (
              <SweepCurves
                key={measure}
                title={t(`sweep.measure.${measure}`)}
                measure={measure}
                along={axisText(first)}
                curves={curvesOf(result, measure, weighted)}
                today={todayOf(first)}
              />
            ))}
          </div>
        </Section>
      )}
      {second !== undefined && (
        <Section title={t('sweep.grid')}>
          <SweepGrid result={result} measure={chosen} weighted={weighted} />
        </Section>
      )}
      <Section title={t('sweep.points')} description={t('sweep.pointsText')}>
        <SweepTable result={result} weighted={weighted} />
      </Section>
      <Section title={t('resultHash.title')} description={t('resultHash.text')}>
        <Facts
          facts={[
            [t('resultHash.hash'), <HashText key="hash" hash={result.resultHash} of={t('resultHash.hash')} whole />],
            [
              t('resultHash.population'),
              <HashText key="population" hash={result.population.fingerprint} of={t('resultHash.population')} whole />,
            ],
            [t('document.kind.policy'), <HashText key="policy" hash={result.policy.hash} of={t('document.kind.policy')} whole />],
            [t('resultHash.elapsed'), formatDuration(result.elapsedMs)],
          ]}
        />
      </Section>
    </>
  );
};
