/** One document: what it says in tables for people, and its JSON. */
import { Button, Tabs } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../../engine/contract.ts';
import type { ReformDocument } from '../../../engine/model/index.ts';
import { CodeView } from '../../components/code-view.tsx';
import { DocumentState } from '../../components/document-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { formatMoment } from '../../components/format/moment.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { type CopyKey, t } from '../../copy/t.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Place } from '../../state/place.ts';
import { policyOf } from '../../state/policy-of.ts';
import { useCommand } from '../../state/use-command.ts';
import { useQuery } from '../../state/use-query.ts';
import { TemplateEditor } from '../templates/template-editor.tsx';
import { VersionComparison } from '../templates/version-comparison.tsx';
import { DecisionList } from './decision-list.tsx';
import { DocumentNotes } from './document-notes.tsx';
import { FunctionList } from './function-list.tsx';
import { InputTable } from './input-table.tsx';
import { MendedDocument } from './mended-document.tsx';
import { ParameterList } from './parameter-list.tsx';
import { PolicyOverview } from './policy-overview.tsx';
import { PolicyTests } from './policy-tests.tsx';
import { ReformView } from './reform-view.tsx';

type Document = AnswerOf<'document.get'>;
type Tab = { readonly id: string; readonly title: CopyKey; readonly content: () => ReactNode };

/** A published document is kept in its one canonical form, which is a single line. */
const indented = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);

const MISTAKES_HEIGHT_PX = 380;

/** What is still wrong with a draft that was saved unfinished. What is mended is saved at once: a draft can change. */
const Mistakes = ({ title, body }: { readonly title: string; readonly body: string }) => {
  const checked = useQuery('document.check', { body });
  const save = useCommand('document.add');
  // Until the draft is on screen as it was saved, another mend would be made to the text before, and undo this one.
  const [isSaved, setIsSaved] = useState(false);
  const store = async (mended: string): Promise<void> => {
    if (!isSaved) setIsSaved((await save.send({ body: mended, unfinished: true })) !== undefined);
  };
  return (
    <>
      {save.error !== undefined && <ErrorNotice error={save.error} onClose={save.clear} />}
      <QueryView query={checked}>
        {({ problems }) => <MendedDocument label={title} body={body} problems={problems} onMend={store} maxHeight={MISTAKES_HEIGHT_PX} />}
      </QueryView>
    </>
  );
};

/** The engine has checked a stored document against its kind's schema, so its text has that shape; a draft with mistakes may have any. */
const tabsOf = (document: Document, gaps: string | undefined): readonly Tab[] => {
  const json: Tab = {
    id: 'json',
    title: 'document.tab.json',
    content: () => <CodeView label={document.title} text={indented(document.body)} />,
  };
  if (document.kind === 'workflow') {
    return [
      { id: 'steps', title: 'document.tab.steps', content: () => <TemplateEditor document={document} /> },
      { id: 'versions', title: 'document.tab.versions', content: () => <VersionComparison id={document.id} version={document.version} /> },
    ];
  }
  if (document.problems !== undefined && document.problems > 0) {
    return [
      { id: 'mistakes', title: 'document.tab.mistakes', content: () => <Mistakes title={document.title} body={document.body} /> },
      json,
    ];
  }
  switch (document.kind) {
    case 'policy': {
      const policy = policyOf(document.body);
      const reference = `${document.id}@${document.version}`;
      return [
        {
          id: 'overview',
          title: 'document.tab.overview',
          content: () => [<PolicyOverview key="overview" policy={policy} />, <DocumentNotes key="notes" body={document.body} />],
        },
        { id: 'inputs', title: 'document.tab.inputs', content: () => <InputTable inputs={policy.inputs} /> },
        { id: 'parameters', title: 'document.tab.parameters', content: () => <ParameterList parameters={policy.parameters} /> },
        {
          id: 'decisions',
          title: 'document.tab.decisions',
          content: () => [<DecisionList key="decisions" policy={policy} />, <FunctionList key="functions" policy={policy} />],
        },
        { id: 'tests', title: 'document.tab.tests', content: () => <PolicyTests reference={reference} tests={policy.tests} gaps={gaps} /> },
        json,
      ];
    }
    case 'reform': {
      const reform: ReformDocument = JSON.parse(document.body);
      return [{ id: 'overview', title: 'document.tab.overview', content: () => <ReformView reform={reform} /> }, json];
    }
  }
};

/** What is saved of a workflow is taken in by its editor, where somebody may be typing on; any other text is another document. */
const shownAs = ({ kind, hash }: Document): string => (kind === 'workflow' ? kind : hash);

const DocumentTabs = ({ document, gaps }: { readonly document: Document; readonly gaps: string | undefined }) => {
  const tabs = tabsOf(document, gaps);
  return (
    // Who looks at another tab finds the text of a workflow as it was being written.
    <Tabs defaultValue={gaps === undefined ? (tabs[0]?.id ?? null) : 'tests'} keepMounted={document.kind === 'workflow'}>
      <Tabs.List mb="md">
        {tabs.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id}>
            {t(title)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, content }) => (
        <Tabs.Panel key={id} value={id}>
          {content()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};

const Subtitle = ({ document }: { readonly document: Document }) => (
  <>
    {t(`document.kind.${document.kind}`)} · <code className="mono">{`${document.id}@${document.version}`}</code> ·{' '}
    <DocumentState state={document.state} problems={document.problems} />
    {document.publishedAt !== undefined && <> {formatMoment(document.publishedAt)}</>} ·{' '}
    <HashText hash={document.hash} of={t('policies.column.hash')} />
  </>
);

/** An analysis that begins with this document: a policy is what is compared, a reform is compared with its policy. */
const setupOf = ({ kind, id, version, body }: Document): Place => {
  const reference = `${id}@${version}`;
  if (kind === 'policy') return { screen: 'impact-setup', baseline: reference };
  const { of }: ReformDocument = JSON.parse(body);
  return { screen: 'impact-setup', baseline: `${of.policy}@${of.version}`, reform: reference };
};

export const DocumentScreen = ({ kind, reference, gaps }: Extract<Place, { readonly screen: 'document' }>) => {
  const document = useQuery('document.get', { kind, reference });
  const publish = useCommand('document.publish');
  const go = useNavigation((state) => state.go);
  const info = document.value;

  const actions = (
    <>
      {info?.state === 'draft' && (
        <Button loading={publish.busy} onClick={() => publish.send({ kind, reference })}>
          {t('document.publish')}
        </Button>
      )}
      {info?.state === 'published' && kind === 'workflow' && (
        <Button onClick={() => go({ screen: 'run-setup', template: reference })}>{t('runs.start')}</Button>
      )}
      {info?.state === 'published' && kind !== 'workflow' && (
        <Button variant="default" onClick={() => go(setupOf(info))}>
          {t('document.analyse')}
        </Button>
      )}
    </>
  );
  return (
    <Page
      title={info?.title ?? reference}
      subtitle={info === undefined ? reference : <Subtitle document={info} />}
      actions={actions}
      withBack
    >
      {publish.error !== undefined && <ErrorNotice error={publish.error} onClose={publish.clear} />}
      <QueryView query={document}>{(answer) => <DocumentTabs key={shownAs(answer)} document={answer} gaps={gaps} />}</QueryView>
    </Page>
  );
};
