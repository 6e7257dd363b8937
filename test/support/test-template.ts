/** A small template with the given steps, for tests. */
import type { TemplateDocument, TemplateStep } from '../../src/engine/model/template-document.ts';

export const testTemplate = (steps: Readonly<Record<string, TemplateStep>>, more: Partial<TemplateDocument> = {}): TemplateDocument => ({
  kind: 'workflow',
  dsl: '1',
  id: 'test',
  version: '1.0.0',
  title: 'Test',
  input: {
    schema: {
      type: 'object',
      required: ['amount'],
      additionalProperties: false,
      properties: { amount: { type: 'integer' }, name: { type: 'string' }, flag: { type: 'boolean' }, run: { type: 'string' } },
    },
  },
  steps,
  ...more,
});
