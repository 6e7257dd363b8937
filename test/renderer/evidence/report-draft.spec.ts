/** A report being composed: sections move and go, the evidence stays last, and no case is disclosed that is not told. */
import { describe, expect, it } from 'vitest';
import { reportRequest } from '../../../src/engine/contract/evidence-operations.ts';
import { REPORT_SECTIONS } from '../../../src/engine/model/report-request.ts';
import { canMove, newReport, reportRequestOf, withIncluded, withMoved } from '../../../src/renderer/features/report/report-draft.ts';

const order = (draft: ReturnType<typeof newReport>) => draft.sections.map(({ id }) => id);

describe('a report', () => {
  it('begins with every section there is, in the order of the engine, and is one that the engine takes', () => {
    const draft = newReport([]);
    expect(order(draft)).toEqual([...REPORT_SECTIONS]);
    expect(reportRequest.parse(reportRequestOf(draft))).toEqual({ sections: [...REPORT_SECTIONS], cases: [] });
  });

  it('lets a section go up and down, and loses none', () => {
    const up = withMoved(newReport([]), 'method', -1);
    expect(order(up).slice(0, 4)).toEqual(['summary', 'method', 'changes', 'outcomes']);
    expect(order(withMoved(up, 'method', 1))).toEqual([...REPORT_SECTIONS]);
    expect(new Set(order(up)).size).toBe(REPORT_SECTIONS.length);
  });

  it('keeps the evidence last and in', () => {
    const draft = newReport([]);
    expect(canMove(draft, 'evidence', -1)).toBe(false);
    expect(canMove(draft, 'limits', 1)).toBe(false);
    expect(canMove(draft, 'summary', -1)).toBe(false);
    expect(withMoved(draft, 'limits', 1)).toBe(draft);
    expect(reportRequestOf(withIncluded(draft, 'evidence', false)).sections?.at(-1)).toBe('evidence');
  });

  it('discloses no case where the section of cases is out', () => {
    const draft = newReport(['H0001']);
    expect(reportRequestOf(draft).cases).toEqual(['H0001']);
    expect(reportRequestOf(withIncluded(draft, 'cases', false)).cases).toEqual([]);
  });

  it('leaves out what was not typed', () => {
    const typed = reportRequestOf({ ...newReport([]), title: ' Review ', office: '  ', remarks: 'One.\n\nTwo.' });
    expect(typed).toMatchObject({ title: 'Review', remarks: 'One.\n\nTwo.' });
    expect('office' in typed).toBe(false);
  });
});
