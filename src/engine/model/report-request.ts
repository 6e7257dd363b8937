/** What a report is to contain. */

/** The sections a report is composed of, in the order in which they stand unless another is asked for. */
export const REPORT_SECTIONS = [
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
] as const;

export type ReportSectionId = (typeof REPORT_SECTIONS)[number];

export type ReportRequest = {
  /** Instead of the title that follows from the policies. */
  readonly title?: string | undefined;
  /** Who publishes it, as it stands above the title. */
  readonly office?: string | undefined;
  /** In order; `evidence` is always there and last. */
  readonly sections: readonly ReportSectionId[];
  /** Units whose cases are told with their reasons. This discloses personal data in the report and its bundle. */
  readonly cases: readonly string[];
  /** What the author says, set below the summary. Paragraphs are parted by empty lines. */
  readonly remarks?: string | undefined;
};
