/** A template's text as an outline: every step once in its block, its place in the text, and the version that a changed one gets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/index.ts';
import { graphLayout } from '../../../src/renderer/features/templates/graph-layout.ts';
import { nextVersion } from '../../../src/renderer/features/templates/next-version.ts';
import { pointerRange } from '../../../src/renderer/features/templates/pointer-range.ts';
import { signalNames } from '../../../src/renderer/features/templates/signal-names.ts';
import { stepNotes } from '../../../src/renderer/features/templates/step-notes.ts';
import { templateSteps } from '../../../src/renderer/features/templates/template-steps.ts';

const DOCUMENT = {
  steps: {
    first: { type: 'task', run: 'a.b' },
    both: {
      type: 'parallel',
      branches: { left: { steps: { l: { type: 'signal', signal: 'paid' } } }, right: { steps: { r: { type: 'set', value: 1 } } } },
    },
    all: { type: 'map', items: '= input.list', each: { steps: { one: { type: 'task', run: 'c.d' } } } },
    again: { type: 'loop', while: '= true', maximumRounds: 3, body: { steps: { try: { type: 'signal', signal: 'paid' } } } },
  },
};

const shipped = join(import.meta.dirname, '../../../templates/workflows');
const templates = readdirSync(shipped).map((name) => ({ name, text: readFileSync(join(shipped, name), 'utf8') }));

describe('the outline', () => {
  it('has every step in its branch, item or round', () => {
    expect(templateSteps(DOCUMENT).map(({ key, depth }) => [key, depth])).toEqual([
      ['/steps/first', 0],
      ['/steps/both', 0],
      ['/steps/both/branches/left', 1],
      ['/steps/both/branches/left/steps/l', 2],
      ['/steps/both/branches/right', 1],
      ['/steps/both/branches/right/steps/r', 2],
      ['/steps/all', 0],
      ['/steps/all/each', 1],
      ['/steps/all/each/steps/one', 2],
      ['/steps/again', 0],
      ['/steps/again/body', 1],
      ['/steps/again/body/steps/try', 2],
    ]);
  });

  it('has each step after those that it waits for, and bears circles', () => {
    const order = (steps: { readonly [name: string]: object }) =>
      templateSteps(JSON.parse(JSON.stringify({ steps }))).map(({ key }) => key.slice(7));
    const chosen = { type: 'choice', needs: ['a'], choices: [{ when: '= true', then: ['b'] }], default: ['x'] };
    expect(order({ b: {}, x: {}, y: { needs: ['b'] }, z: chosen, a: {} })).toEqual(['a', 'z', 'b', 'x', 'y']);
    expect(order({ a: { needs: ['b'] }, b: { needs: ['a'] }, c: { needs: ['c'] } })).toEqual(['c', 'a', 'b']);
  });

  it('bears a text that is not finished', () => {
    expect(templateSteps({ steps: { a: null, b: { type: 'map' } } }).map(({ key }) => key)).toEqual(['/steps/b']);
    expect(templateSteps(null)).toEqual([]);
  });

  it('names each signal once', () => {
    expect(signalNames(DOCUMENT)).toEqual(['paid']);
  });

  it('says in words what a step says in fields', () => {
    const notes = stepNotes({
      type: 'map',
      needs: ['a', 'b'],
      join: { atLeast: 1 },
      items: '= input.list',
      tolerateFailures: { count: 12, percentage: 2.4 },
      retry: 'gently',
    });
    expect(notes).toEqual([
      'after a, b',
      'as soon as 1 of them are completed',
      'Over = input.list',
      'Up to 12 items, 2.4 % may fail',
      'Retry policy gently',
    ]);
  });
});

describe('a place in the text', () => {
  it.each(templates)('is found for every step of $name', ({ text }) => {
    const steps = templateSteps(JSON.parse(text)).flatMap((row) => (row.type === 'step' ? [row] : []));
    expect(steps.length).toBeGreaterThan(1);
    for (const { key, name, step } of steps) {
      const range = pointerRange(text, key);
      expect(range === undefined ? undefined : JSON.parse(`{${text.slice(range.from, range.to)}}`), key).toEqual({ [name]: step });
    }
  });

  it('is none for what is not there', () => {
    expect(pointerRange('{"a": [1, {"b/c": 2}]}', '/a/1/b~1c')).toEqual({ from: 11, to: 19 });
    expect(pointerRange('{"a": 1}', '/b')).toBeUndefined();
    expect(pointerRange('', '/b')).toBeUndefined();
  });
});

describe('the next version', () => {
  it('counts the last part up and leaves the rest of the text alone', () => {
    const text = '{ "id": "a", "version": "1.2.9", "steps": { "x": { "version": "0.0.1" } } }';
    expect(nextVersion(text)).toBe('{ "id": "a", "version": "1.2.10", "steps": { "x": { "version": "0.0.1" } } }');
    expect(nextVersion('{"id": "a"}')).toBe('{"id": "a"}');
  });
});

describe('the drawing', () => {
  const drawn = (steps: Json) => graphLayout({ steps });
  const places = (steps: Json) => Object.fromEntries(drawn(steps).nodes.map(({ name, column, row }) => [name, [column, row]]));

  it('has each step right of all that it waits for, and a line for each wait', () => {
    const steps = {
      a: { type: 'task' },
      b: { type: 'choice', needs: ['a'], choices: [{ when: '= true', then: ['c'] }], default: ['d'] },
      c: { type: 'set' },
      d: { type: 'set' },
      e: { type: 'set', needs: ['c', 'd', 'gone'] },
    };
    expect(places(steps)).toEqual({ a: [0, 0], b: [1, 0], c: [2, 0], d: [2, 1], e: [3, 0] });
    expect(drawn(steps)).toMatchObject({ columns: 4, rows: 2 });
    expect(drawn(steps).edges).toEqual([
      { from: 'a', to: 'b', chosen: false },
      { from: 'b', to: 'c', chosen: true },
      { from: 'b', to: 'd', chosen: true },
      { from: 'c', to: 'e', chosen: false },
      { from: 'd', to: 'e', chosen: false },
    ]);
  });

  it.each(templates)('of $name has no two steps in one place, and no line that leads back', ({ text }) => {
    const { nodes, edges } = graphLayout(JSON.parse(text));
    expect(new Set(nodes.map(({ column, row }) => `${column} ${row}`)).size).toBe(nodes.length);
    const columns = new Map(nodes.map(({ name, column }) => [name, column]));
    for (const { from, to } of edges) expect(columns.get(to), `${from} ${to}`).toBeGreaterThan(columns.get(from) ?? Number.NaN);
  });

  it('bears circles and nothing at all', () => {
    expect(drawn({ a: { needs: ['b'] }, b: { needs: ['a'] } }).nodes).toHaveLength(2);
    expect(graphLayout(null)).toEqual({ nodes: [], edges: [], columns: 0, rows: 0 });
  });
});
