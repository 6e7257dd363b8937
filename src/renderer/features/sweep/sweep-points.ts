/** The figures of a sweep's points as texts, plain or weighted, and which of them is what holds today. */
import type { SweepAxis, SweepPoint, SweepResult } from '../../../engine/model/index.ts';
import { compareAmounts } from '../../components/format/exact-ratio.ts';

export const MEASURES = ['cost', 'change', 'caseload', 'gainers', 'losers'] as const;
export type Measure = (typeof MEASURES)[number];

export type PointFigures = { readonly [measure in Measure]: string };

export const isMoney = (measure: Measure): boolean => measure === 'cost' || measure === 'change';

export const figuresAt = ({ figures }: SweepPoint, weighted: boolean): PointFigures => {
  const shown = weighted && figures.weighted !== undefined ? figures.weighted : figures;
  return {
    cost: shown.reformCost,
    change: shown.costChange,
    caseload: String(shown.reformCaseload),
    gainers: String(shown.gainers),
    losers: String(shown.losers),
  };
};

/** The policy as it is: every point is held against it. */
export const figuresToday = ({ points }: SweepResult, weighted: boolean): PointFigures | undefined => {
  const figures = points[0]?.figures;
  if (figures === undefined) return undefined;
  const shown = weighted && figures.weighted !== undefined ? figures.weighted : figures;
  return { cost: shown.baselineCost, change: '0', caseload: String(shown.baselineCaseload), gainers: '0', losers: '0' };
};

/** The value at which nothing changes: what is in force, or the factor one. */
export const todayOf = ({ factor, inForce }: SweepAxis): string | undefined => (factor ? '1' : inForce);

export const isToday = (axes: readonly SweepAxis[], { at }: SweepPoint): boolean =>
  axes.every((axis, index) => {
    const today = todayOf(axis);
    return today !== undefined && compareAmounts(today, at[index] ?? '') === 0;
  });

/** "base_limit[2] ×" or "support_rate". */
export const axisText = ({ parameter, factor }: SweepAxis): string => (factor ? `${parameter} ×` : parameter);
