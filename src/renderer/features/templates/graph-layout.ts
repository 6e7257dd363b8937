/** A template's outermost steps as a drawing: in columns, each step right of all that it waits for, and a line for each wait. Units are cells. */
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { blockEdges } from './block-edges.ts';

export type GraphNode = { readonly name: string; readonly step: JsonObject; readonly column: number; readonly row: number };
/** `chosen`: not a plain wait, but a way that is taken or not. */
export type GraphEdge = { readonly from: string; readonly to: string; readonly chosen: boolean };
export type GraphLayout = {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly columns: number;
  readonly rows: number;
};

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The longest way to each step; steps in a circle stand where the circle was met. */
const columnsOf = (names: readonly string[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> => {
  const columns = new Map<string, number>();
  const open = new Set<string>();
  const columnOf = (name: string): number => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    if (open.has(name)) return 0;
    open.add(name);
    const before = edges.filter(({ to, from }) => to === name && from !== name).map(({ from }) => columnOf(from) + 1);
    open.delete(name);
    const column = Math.max(0, ...before);
    columns.set(name, column);
    return column;
  };
  for (const name of names) columnOf(name);
  return columns;
};

/** Beside what they wait for, so that lines are short: the middle of the rows of those before. */
const wishedRow = (name: string, edges: readonly GraphEdge[], rows: ReadonlyMap<string, number>): number => {
  const before = edges.flatMap(({ from, to }) => (to === name ? [rows.get(from) ?? 0] : []));
  return before.length === 0 ? 0 : before.reduce((sum, row) => sum + row, 0) / before.length;
};

export const graphLayout = (document: Json): GraphLayout => {
  const steps = isObject(document) && isObject(document.steps) ? Object.entries(document.steps).filter(([, step]) => isObject(step)) : [];
  const named = new Map(steps as readonly (readonly [string, JsonObject])[]);
  const edges = blockEdges([...named]);
  const columns = columnsOf([...named.keys()], edges);
  const width = Math.max(0, ...columns.values()) + (named.size > 0 ? 1 : 0);
  const rows = new Map<string, number>();
  for (let column = 0; column < width; column++) {
    const members = [...named.keys()].filter((name) => columns.get(name) === column);
    members.sort((one, other) => wishedRow(one, edges, rows) - wishedRow(other, edges, rows));
    members.forEach((name, row) => {
      rows.set(name, row);
    });
  }
  return {
    nodes: [...named].map(([name, step]) => ({ name, step, column: columns.get(name) ?? 0, row: rows.get(name) ?? 0 })),
    edges,
    columns: width,
    rows: Math.max(0, ...rows.values()) + (named.size > 0 ? 1 : 0),
  };
};
