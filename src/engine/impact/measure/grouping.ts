/** What cases are grouped by: "region", "income:quantiles=10", "region+income:quantiles=5". */

export type GroupField = {
  readonly name: string;
  /** Number of quantile groups that the field is cut into; without it each value is a group. */
  readonly quantiles?: number;
};

export type Grouping = { readonly by: string; readonly fields: readonly GroupField[] };

/** More would make groups of a handful of cases; more quantiles than hundredths are for the distribution itself. */
export const FIELDS_MAX = 3;
export const QUANTILES_MAX = 100;

const FIELD = /^(?<name>.+?)(?::quantiles=(?<count>[1-9]\d{0,2}))?$/s;

const parseField = (text: string): GroupField | undefined => {
  const { name, count } = FIELD.exec(text.trim())?.groups ?? {};
  if (name === undefined) return undefined;
  if (count === undefined) return { name };
  const quantiles = Number(count);
  return quantiles >= 2 && quantiles <= QUANTILES_MAX ? { name, quantiles } : undefined;
};

/** A field that is called like the whole text wins, whatever signs are in its name. Undefined where the text is no grouping. */
export const parseGrouping = (by: string, isField: (name: string) => boolean): Grouping | undefined => {
  if (isField(by)) return { by, fields: [{ name: by }] };
  const fields = by.split('+').map(parseField);
  if (fields.length > FIELDS_MAX || fields.includes(undefined)) return undefined;
  return { by, fields: fields as readonly GroupField[] };
};

/** How cuts of a field are found again. */
export const cutKey = ({ name, quantiles }: GroupField): string => `${name}:quantiles=${quantiles}`;
