/** An outline has every step once, after those that it waits for, and says what holds what. */
import { describe, expect, it } from 'vitest';
import type { TemplateStep } from '../../../../src/engine/model/template-document.ts';
import { isUndo, nameIn, type OutlineBlock, templateOutline, undoOf } from '../../../../src/engine/run/history/template-outline.ts';
import { testTemplate } from '../../../support/test-template.ts';

const set = (more: object = {}): TemplateStep => ({ type: 'set', value: 1, ...more }) as TemplateStep;
const names = (block: OutlineBlock | undefined): readonly string[] => (block ?? []).map(({ name }) => name);

describe('an outline', () => {
  it('orders steps by what they need, what choices lead to, and what faults are caught by', () => {
    const { root, step } = templateOutline(
      testTemplate({
        a: set({ needs: ['z'] }),
        chosen: set(),
        mended: set(),
        route: { type: 'choice', needs: ['a'], choices: [{ when: 'true', then: ['chosen'] }], default: [] },
        z: set({ catch: [{ errors: ['*'], then: ['mended'] }] }),
      }),
    );
    const order = names(root);
    for (const [before, after] of [
      ['z', 'a'],
      ['a', 'route'],
      ['route', 'chosen'],
      ['z', 'mended'],
    ] as const) {
      expect(order.indexOf(before)).toBeLessThan(order.indexOf(after));
    }
    expect(step('chosen')?.needs).toEqual(['route']);
    expect(step('mended')?.needs).toEqual(['z']);
  });

  it('finds steps at any depth, and approvals', () => {
    const ask: TemplateStep = { type: 'approval', roles: ['reviewer'] };
    const deep = templateOutline(
      testTemplate({
        both: {
          type: 'parallel',
          branches: {
            left: {
              steps: {
                each: {
                  type: 'map',
                  items: '= [1]',
                  each: { steps: { turn: { type: 'loop', while: 'false', maximumRounds: 1, body: { steps: { ask } } } } },
                },
              },
            },
          },
        },
      }),
    );
    expect(deep.step('ask')?.document).toEqual(ask);
    expect(names(deep.step('both')?.blocks.get('left'))).toEqual(['each']);
    expect(names(deep.step('turn')?.blocks.get(''))).toEqual(['ask']);
    expect(deep.hasApprovals).toBe(true);
    expect(templateOutline(testTemplate({ only: set() })).hasApprovals).toBe(false);
  });

  it('knows the step that a path leads to, and what undoes it', () => {
    expect([nameIn('load'), nameIn('both/left/check'), nameIn(undoOf('each/2/score'))]).toEqual(['load', 'check', 'score']);
    expect([isUndo('load'), isUndo(undoOf('load'))]).toEqual([false, true]);
  });
});
