/** Items of a map, page by page: only the moves that tell of them are read. */
import type { Json } from '../model/json.ts';
import { type Failure, refuse } from '../model/problem.ts';
import type { ItemView, StepStatus, StepView } from '../model/run.ts';
import type { Reader } from '../store/handle.ts';
import { readMovesNumbered } from '../store/run/move-page.ts';
import type { StoredRun } from '../store/run/run-store.ts';
import { type ItemIndex, itemStatus } from './history/item-index.ts';
import { createRunHistory, itemPlace, type RunHistory } from './history/run-history.ts';
import { type StepViewWorld, stepViews } from './history/step-views.ts';
import { nameIn, type OutlineBlock, type TemplateOutline } from './history/template-outline.ts';
import { isFinalRun, isFinalStep, type Move, type Path } from './run-state.ts';

type Source = { readonly reader: Reader; readonly run: StoredRun; readonly outline: TemplateOutline };

export type ItemPage = { readonly status?: StepStatus | undefined; readonly after: number; readonly limit: number };

export type ItemWorld = Pick<StepViewWorld, 'why' | 'approval'>;

const isMapIn =
  (outline: TemplateOutline) =>
  (name: string): boolean =>
    outline.step(name)?.document.type === 'map';

/** The history in which the map's items are counted: that of the run, or of the item of a map around it. */
const historyAround = (map: Path, { reader, run, outline }: Source, whole: RunHistory): RunHistory => {
  let history = whole;
  for (let within = ''; ; ) {
    const place = itemPlace(map, within.length === 0 ? 0 : within.length + 1, isMapIn(outline));
    if (place === undefined) return history;
    const numbers = history.items.get(place.map)?.items.get(place.index)?.moves ?? [];
    within = `${place.map}/${place.index}`;
    history = createRunHistory(outline, { within });
    for (const move of readMovesNumbered(reader, run.id, numbers)) history.take(move);
  }
};

/** What an item gave, from the record that ended it or that took it over from another run. */
const outcomeIn = (
  moves: readonly Move[],
  { map, index }: { readonly map: Path; readonly index: number },
): { output?: Json; failure?: Failure } => {
  const block = `${map}/${index}`;
  for (const record of moves.toReversed().flatMap(({ records }) => records.toReversed())) {
    if (record.type === 'block-end' && record.block === block) {
      const { output, failure } = record;
      return { ...(output !== undefined && { output }), ...(failure !== undefined && { failure }) };
    }
    if (record.type === 'adopted-items' && record.step === map) {
      const adopted = record.results.find(([of]) => of === index);
      if (adopted !== undefined) return { output: adopted[1] };
    }
  }
  return {};
};

const statusIn = (items: ItemIndex | undefined, index: number, isOver: boolean): StepStatus => {
  const item = items?.items.get(index);
  if (item === undefined) return isOver ? 'skipped' : 'pending';
  return isOver && item.status === 'running' ? 'cancelled' : itemStatus(item);
};

/** The steps of the map's items. Refusals: 'not-found' where the template has no such step, 'invalid' where it is no map. */
const bodyOf = (map: Path, { run, outline }: Source): OutlineBlock => {
  const step = outline.step(nameIn(map)) ?? refuse('not-found', `Run ${run.id} has no step "${map}".`);
  return (step.document.type === 'map' ? step.blocks.get('') : undefined) ?? refuse('invalid', `Step "${map}" of run ${run.id} is no map.`);
};

type Listed = { readonly index: number; readonly status: StepStatus };

const listItems = (
  items: ItemIndex | undefined,
  total: number,
  { isOver, status }: { isOver: boolean; status: StepStatus | undefined },
): readonly Listed[] => {
  const listed: Listed[] = [];
  for (let index = 1; index <= Math.max(total, items?.highest ?? 0); index++) {
    const found = statusIn(items, index, isOver);
    if (status === undefined || status === found) listed.push({ index, status: found });
  }
  return listed;
};

/** Items in their order, those not begun among them. Refusals: 'not-found' where the run has no such step, 'invalid' where it is no map. */
export const itemViews = (
  map: Path,
  page: ItemPage,
  source: Source & { readonly history: RunHistory; readonly world: ItemWorld },
): { readonly total: number; readonly items: readonly ItemView[] } => {
  const { reader, run, outline, world } = source;
  const body = bodyOf(map, source);
  const around = historyAround(map, source, source.history);
  const items = around.items.get(map);
  const values = around.itemValues.get(map) ?? [];
  const isOver = isFinalRun(run.status);
  const listed = listItems(items, values.length, { isOver, status: page.status });
  const shown = listed.slice(page.after, page.after + page.limit);
  const movesOf = (index: number): readonly number[] => items?.items.get(index)?.moves ?? [];
  // Items that were opened together share a move.
  const numbers = new Set(shown.flatMap(({ index }) => movesOf(index)));
  const moves = new Map(readMovesNumbered(reader, run.id, [...numbers]).map((move) => [move.seq, move]));

  const stepsOf = (own: readonly Move[], { index, status }: Listed): readonly StepView[] => {
    if (items?.items.get(index)?.adopted) return [];
    const path = `${map}/${index}`;
    const history = createRunHistory(outline, { within: path });
    for (const move of own) history.take(move);
    return stepViews(body, { path, isOver: isFinalStep(status) }, { ...world, run: run.id, history });
  };
  const viewOf = (item: Listed): ItemView => {
    const { index } = item;
    const own = movesOf(index).flatMap((seq) => moves.get(seq) ?? []);
    return { ...item, item: values[index - 1] ?? null, ...outcomeIn(own, { map, index }), steps: stepsOf(own, item) };
  };
  return { total: listed.length, items: shown.map(viewOf) };
};
