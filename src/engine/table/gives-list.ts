/** Whether a decision table gives the values of all rules that apply, as a list, and not one value (DMN 1.5, 8.2.8). */
import type { HitPolicy, TableAggregator } from '../model/policy-document.ts';

type TableShape = { readonly hitPolicy: HitPolicy; readonly aggregator?: TableAggregator | undefined };

export const givesList = ({ hitPolicy, aggregator }: TableShape): boolean =>
  hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER' || (hitPolicy === 'COLLECT' && aggregator === undefined);
