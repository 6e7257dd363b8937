/** How many items of a map may be under way, and which comes next. */
import type { StepAction } from '../../template/template-graph.ts';
import type { MapState } from './state.ts';

export type MapAction = Extract<StepAction, { type: 'map' }>;

/** Goes on to the first item that nothing is known about yet. */
export const skipAdopted = (map: MapState): void => {
  while (map.next <= map.items.length && map.results[map.next - 1] !== undefined) map.next++;
};

export const mayOpenItem = (map: MapState, action: MapAction): boolean =>
  map.next <= map.items.length && map.open.size < action.maxConcurrency;
