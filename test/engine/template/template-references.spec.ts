/** The documents that a template names are known with their places, so that a workspace can say which of them it lacks. */
import { expect, it } from 'vitest';
import type { TemplateDocument } from '../../../src/engine/model/template-document.ts';
import { templateNotes } from '../../../src/engine/template/template-notes.ts';
import { checkReferences, statedReferences } from '../../../src/engine/template/template-references.ts';
import { testTemplate } from '../../support/test-template.ts';

const TEMPLATE = testTemplate(
  {
    decide: { type: 'rules', policy: 'housing', date: '2025-01-01', inputs: {}, retry: 'used' },
    open: { type: 'rules', policy: '= input.name', date: '2025-01-01', inputs: {} },
    each: { type: 'map', items: '= [1]', each: { steps: { child: { type: 'workflow', template: 'child@1.0.0', input: {} } } } },
    impact: {
      type: 'impact',
      population: 'people',
      baseline: 'housing@1.0.0',
      reforms: [{ reference: 'reform' }, { reference: '= input.name' }],
      date: '2025-01-01',
    },
  },
  { use: { retries: { used: {}, unused: {} } } },
) satisfies TemplateDocument;

it('each reference that is a text stands there once, with its place', () => {
  expect(statedReferences(TEMPLATE)).toEqual([
    { kind: 'policy', reference: 'housing', pointer: '/steps/decide/policy', isPinned: true },
    { kind: 'workflow', reference: 'impact-analysis', pointer: '/steps/impact/type', isPinned: true },
    { kind: 'policy', reference: 'housing@1.0.0', pointer: '/steps/impact/baseline', isPinned: false },
    { kind: 'policy', reference: 'reform', pointer: '/steps/impact/reforms/0/reference', isPinned: false },
    { kind: 'workflow', reference: 'child@1.0.0', pointer: '/steps/each/each/steps/child/template', isPinned: true },
  ]);
});

it('those that the workspace lacks are problems', () => {
  const problems = checkReferences(statedReferences(TEMPLATE), (kind, reference) => kind === 'policy' && reference.startsWith('housing'));
  expect(problems.map(({ pointer, message }) => [pointer, message])).toEqual([
    ['/steps/impact/type', 'there is no workflow "impact-analysis" in this workspace'],
    ['/steps/impact/reforms/0/reference', 'there is no policy or reform "reform" in this workspace'],
    ['/steps/each/each/steps/child/template', 'there is no workflow "child@1.0.0" in this workspace'],
  ]);
});

it('a retry policy that no step uses is noted', () => {
  expect(templateNotes(TEMPLATE)).toEqual([{ pointer: '/use/retries/unused', message: 'no step uses the retry policy "unused"' }]);
});
