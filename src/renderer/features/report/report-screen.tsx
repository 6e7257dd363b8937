/** Composes the report of an impact: what is in it on the left, how it will look on the right; then signs and writes it. */
import { Textarea, TextInput } from '@mantine/core';
import { CaseChoice } from '../../components/case-choice.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../copy/t.ts';
import { useCasesOf } from '../../state/chosen-cases.ts';
import type { Place } from '../../state/place.ts';
import { useReportDrafts } from '../../state/report-drafts.ts';
import { useQuery } from '../../state/use-query.ts';
import { ImpactHeading } from '../impact/impact-heading.tsx';
import { ExportReport } from './export-report.tsx';
import { LaterReport } from './later-report.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { newReport, type ReportDraft, reportRequestOf } from './report-draft.ts';
import classes from './report-screen.module.css';
import { SectionList } from './section-list.tsx';
import { usePreview } from './use-preview.ts';

export const ReportScreen = ({ run }: Extract<Place, { readonly screen: 'report' }>) => {
  const result = useQuery('impact.result', { run }, { run });
  const { picked } = useCasesOf(run);
  const begun = useReportDrafts((state) => state.drafts[run]);
  const keep = useReportDrafts((state) => state.keep);
  const draft = begun ?? newReport(picked);
  const setDraft = (changed: ReportDraft): void => keep(run, changed);
  const request = reportRequestOf(draft);
  const preview = usePreview({ run, request });
  const tellsCases = draft.sections.some(({ id, included }) => id === 'cases' && included);
  return (
    <Page
      title={t('report.title')}
      subtitle={result.value === undefined ? '' : <ImpactHeading result={result.value} reform={0} />}
      withBack
    >
      <div className={classes.columns}>
        <div>
          <Section title={t('report.content')}>
            <div className={classes.fields}>
              <TextInput
                label={t('report.heading')}
                description={t('report.headingText')}
                value={draft.title}
                onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
              />
              <TextInput
                label={t('report.office')}
                description={t('report.officeText')}
                value={draft.office}
                onChange={(event) => setDraft({ ...draft, office: event.currentTarget.value })}
              />
              <Textarea
                label={t('report.remarks')}
                description={t('report.remarksText')}
                value={draft.remarks}
                onChange={(event) => setDraft({ ...draft, remarks: event.currentTarget.value })}
                autosize
                minRows={2}
                maxRows={8}
              />
              <SectionList draft={draft} onChange={setDraft} />
              {tellsCases && <CaseChoice run={run} units={draft.cases} onChange={(cases) => setDraft({ ...draft, cases })} />}
            </div>
          </Section>
          <Section title={t('report.write')} description={t('report.writeText')}>
            <ExportReport run={run} request={request} />
          </Section>
          <Section title={t('report.later')} description={t('report.laterText')}>
            <LaterReport />
          </Section>
        </div>
        <PreviewPane preview={preview} />
      </div>
    </Page>
  );
};
