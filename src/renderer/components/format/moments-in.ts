/** A sentence of the engine's with its instants (ISO 8601 UTC) as the user's locale writes them. */
import { formatMoment } from './moment.ts';

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

export const momentsIn = (sentence: string): string => sentence.replace(INSTANT, (instant) => formatMoment(instant));
