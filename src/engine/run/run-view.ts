/** A run with its steps and attempts, as a query gives it. */
import type { RunView, StepView } from '../model/run.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { getPublished } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { listSteps } from '../store/run/attempt-store.ts';
import { getRun } from '../store/run/run-store.ts';
import { statedEdges } from '../template/step-edges.ts';

/** Titles, types and edges come from the pinned version of the template. Refusal 'not-found'. */
export const runView = (reader: Reader, id: string): RunView => {
  const run = getRun(reader, id);
  const document = JSON.parse(getPublished(reader, 'workflow', `${run.template.id}@${run.template.version}`).body) as TemplateDocument;
  const edges = statedEdges(document.steps);
  const steps = listSteps(reader, id).map(({ name, status, attempts }): StepView => {
    const step = document.steps[name];
    const needs = [...new Set(edges.filter((edge) => edge.to === name).map(({ from }) => from))];
    return { name, title: step?.title ?? name, type: step?.type ?? 'task', needs, status, attempts };
  });
  return { ...run, steps };
};
