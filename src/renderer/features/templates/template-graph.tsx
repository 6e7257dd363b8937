/** The outermost steps of a template as a drawing, from left to right. The outline below says the same in words, so the lines are hidden from screen readers. */
import type { Json } from '../../../engine/model/index.ts';
import { ScrollFrame } from '../../components/scroll-frame.tsx';
import { t } from '../../copy/t.ts';
import { type GraphNode, graphLayout } from './graph-layout.ts';
import { StepIcon } from './step-icon.tsx';
import classes from './template-graph.module.css';

const NODE_PX = { width: 168, height: 44 };
const GAP_PX = { x: 44, y: 16 };
const EDGE_PX = 12;

const left = (column: number): number => EDGE_PX + column * (NODE_PX.width + GAP_PX.x);
const top = (row: number): number => EDGE_PX + row * (NODE_PX.height + GAP_PX.y);

/** From the right side of one box to the left side of another, leaving and coming level. */
const curve = (from: GraphNode, to: GraphNode): string => {
  const [x1, y1] = [left(from.column) + NODE_PX.width, top(from.row) + NODE_PX.height / 2];
  const [x2, y2] = [left(to.column), top(to.row) + NODE_PX.height / 2];
  const bend = Math.max(GAP_PX.x / 2, (x2 - x1) / 2);
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 5} ${y2}`;
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

type Props = {
  readonly document: Json;
  /** Pointers, as in the outline. */
  readonly selected: string | undefined;
  readonly onSelect: (pointer: string) => void;
};

const pointerOf = (name: string): string => `/steps/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const TemplateGraph = ({ document, selected, onSelect }: Props) => {
  const { nodes, edges, columns, rows } = graphLayout(document);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const width = left(columns) - GAP_PX.x + EDGE_PX;
  const height = top(rows) - GAP_PX.y + EDGE_PX;
  return (
    <ScrollFrame label={t('graph.title')} maxHeight={360}>
      <div className={classes.graph} style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true" className={classes.lines}>
          <defs>
            <marker id="graph-arrow" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0L8 4L0 8z" fill="var(--app-border-strong)" />
            </marker>
          </defs>
          {edges.map(({ from, to, chosen }) => {
            const [source, target] = [byName.get(from), byName.get(to)];
            if (source === undefined || target === undefined) return null;
            return (
              <path
                key={`${from} ${to}`}
                d={curve(source, target)}
                className={classes.line}
                data-chosen={chosen}
                markerEnd="url(#graph-arrow)"
              />
            );
          })}
        </svg>
        <ul className={classes.nodes} aria-label={t('graph.title')}>
          {nodes.map(({ name, step, column, row }) => (
            <li key={name} className={classes.place} style={{ left: left(column), top: top(row), ...NODE_PX }}>
              <button
                type="button"
                className={classes.node}
                aria-pressed={selected === pointerOf(name)}
                title={textOf(step.title) || name}
                onClick={() => onSelect(pointerOf(name))}
              >
                <StepIcon type={textOf(step.type)} />
                <span className={classes.text}>{textOf(step.title) || name}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </ScrollFrame>
  );
};
