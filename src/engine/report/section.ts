/** A section of a report, ready to be set under its heading. */
import type { ReportSectionId } from '../model/index.ts';
import type { Html } from './html.ts';

export type Section = { readonly id: ReportSectionId; readonly title: string; readonly body: Html };
