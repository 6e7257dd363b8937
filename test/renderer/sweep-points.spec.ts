/** The points of a sweep: their figures, and which of them is what holds. */
import { describe, expect, it } from 'vitest';
import type { SweepAxis, SweepPoint, SweepResult } from '../../src/engine/model/index.ts';
import { figuresAt, figuresToday, isToday } from '../../src/renderer/features/sweep/sweep-points.ts';

const POINT = {
  at: ['0.50', '1'],
  figures: {
    reformCost: '120',
    costChange: '20',
    baselineCost: '100',
    reformCaseload: 4,
    baselineCaseload: 3,
    gainers: 2,
    losers: 1,
    weighted: {
      reformCost: '1200.5',
      costChange: '200',
      baselineCost: '1000.5',
      reformCaseload: '40.5',
      baselineCaseload: '30',
      gainers: '20',
      losers: '10.25',
    },
  },
} as unknown as SweepPoint;

const RATE: SweepAxis = { parameter: 'rate', factor: false, inForce: '1/2', values: ['0.50'] };
const LIMITS: SweepAxis = { parameter: 'limit', factor: true, values: ['1'] };

describe('a point of a sweep', () => {
  it('has plain figures, or weighted ones', () => {
    expect(figuresAt(POINT, false)).toEqual({ cost: '120', change: '20', caseload: '4', gainers: '2', losers: '1' });
    expect(figuresAt(POINT, true)).toEqual({ cost: '1200.5', change: '200', caseload: '40.5', gainers: '20', losers: '10.25' });
  });

  it('is held against the policy as it is', () => {
    expect(figuresToday({ points: [POINT] } as unknown as SweepResult, true)).toMatchObject({
      cost: '1000.5',
      change: '0',
      caseload: '30',
    });
  });

  it('is what holds where every value is the one in force, or the factor one, however it is written', () => {
    expect(isToday([RATE, LIMITS], POINT)).toBe(true);
    expect(isToday([{ ...RATE, inForce: '0.4' }, LIMITS], POINT)).toBe(false);
    expect(isToday([LIMITS, LIMITS], { ...POINT, at: ['1', '1.1'] })).toBe(false);
    expect(isToday([{ parameter: 'limit', factor: false, values: [] }], { ...POINT, at: ['1'] })).toBe(false);
  });
});
