/** The exact text of a value: "12.3", "100/3", "true", "2025-03-01". What `string()` gives. */
import { dateText } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import { CalendarDate, isList, Null, type Value } from '../model/value.ts';

/** Texts inside of lists and contexts stand in quotes. */
export const valueText = (value: Value): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Exact) return value.toText();
  if (value instanceof CalendarDate) return dateText(value);
  if (value instanceof Null) return 'null';
  if (isList(value)) return `[${value.map(innerText).join(', ')}]`;
  const entries = Object.entries(value).map(([name, item]) => `${name}: ${innerText(item)}`);
  return `{${entries.join(', ')}}`;
};

const innerText = (value: Value): string => (typeof value === 'string' ? JSON.stringify(value) : valueText(value));
