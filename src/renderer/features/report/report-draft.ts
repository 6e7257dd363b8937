/** A report as it is being composed: all sections there are, in order, each in or out, and what the author adds. */
import type { InputOf } from '../../../engine/contract.ts';
import type { ReportSectionId } from '../../../engine/model/index.ts';

export type SectionChoice = { readonly id: ReportSectionId; readonly included: boolean };

export type ReportDraft = {
  readonly title: string;
  readonly office: string;
  readonly sections: readonly SectionChoice[];
  readonly cases: readonly string[];
  readonly remarks: string;
};

/** The order in which they stand at first. The last one is always in, and always last. */
const SECTIONS = [
  'summary',
  'changes',
  'method',
  'outcomes',
  'groups',
  'measures',
  'near-threshold',
  'cases',
  'data-quality',
  'limits',
  'evidence',
] as const satisfies readonly ReportSectionId[];

export const newReport = (cases: readonly string[]): ReportDraft => ({
  title: '',
  office: '',
  sections: SECTIONS.map((id) => ({ id, included: true })),
  cases,
  remarks: '',
});

export const isFixed = (id: ReportSectionId): boolean => id === 'evidence';

export const withIncluded = (draft: ReportDraft, id: ReportSectionId, included: boolean): ReportDraft => ({
  ...draft,
  sections: draft.sections.map((section) => (section.id === id && !isFixed(id) ? { ...section, included } : section)),
});

/** Whether the section can go a place up (-1) or down (1): nothing goes below the one that is always last. */
export const canMove = ({ sections }: ReportDraft, id: ReportSectionId, by: -1 | 1): boolean => {
  const other = sections[sections.findIndex((section) => section.id === id) + by];
  return !isFixed(id) && other !== undefined && !isFixed(other.id);
};

export const withMoved = (draft: ReportDraft, id: ReportSectionId, by: -1 | 1): ReportDraft => {
  if (!canMove(draft, id, by)) return draft;
  const from = draft.sections.findIndex((section) => section.id === id);
  const rest = draft.sections.filter((section) => section.id !== id);
  return { ...draft, sections: [...rest.slice(0, from + by), ...draft.sections.slice(from, from + 1), ...rest.slice(from + by)] };
};

/** What the engine is asked for. Without the section of cases none is disclosed. */
export const reportRequestOf = ({
  title,
  office,
  sections,
  cases,
  remarks,
}: ReportDraft): NonNullable<InputOf<'report.preview'>['request']> => {
  const included = sections.filter((section) => section.included).map(({ id }) => id);
  return {
    sections: included,
    cases: included.includes('cases') ? [...cases] : [],
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(office.trim() === '' ? {} : { office: office.trim() }),
    ...(remarks.trim() === '' ? {} : { remarks: remarks.trim() }),
  };
};
