/** Reports being composed, by run: somebody who looks something up on the way finds them as they were left. Secrets are never among them. */
import { create } from 'zustand';
import type { ReportDraft } from '../features/report/report-draft.ts';

/** The report that was last written of a run: its task, and whose key signed it. */
export type WrittenReport = { readonly task: string; readonly signedBy?: string };

type ReportDrafts = {
  readonly drafts: { readonly [run: string]: ReportDraft };
  readonly written: { readonly [run: string]: WrittenReport | undefined };
  readonly keep: (run: string, draft: ReportDraft) => void;
  readonly wrote: (run: string, report: WrittenReport | undefined) => void;
  readonly clear: () => void;
};

export const useReportDrafts = create<ReportDrafts>()((set) => ({
  drafts: {},
  written: {},
  keep: (run, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [run]: draft } })),
  wrote: (run, report) => set(({ written }) => ({ written: { ...written, [run]: report } })),
  clear: () => set({ drafts: {}, written: {} }),
}));
