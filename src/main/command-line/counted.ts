/** Counts in sentences, as reports have them. */
export { counted } from '../../engine/report/counted.ts';
