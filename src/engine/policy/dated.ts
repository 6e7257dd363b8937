/** What holds at a date, where a document gives values by the date from which they hold. */

export type Dated<T> = { readonly since: string; readonly value: T };

/** The entry with the latest date on or before `date`, or undefined before the first. Dates are ISO 8601, so texts order them. */
export const latestAt = <T>(byDate: { readonly [date: string]: T }, date: string): Dated<T> | undefined => {
  let since: string | undefined;
  for (const start of Object.keys(byDate)) {
    if (start <= date && (since === undefined || start > since)) since = start;
  }
  return since === undefined ? undefined : { since, value: byDate[since] as T };
};

/** The first date of all, or undefined where there is none. */
export const firstDate = (byDate: { readonly [date: string]: unknown }): string | undefined => Object.keys(byDate).sort()[0];
