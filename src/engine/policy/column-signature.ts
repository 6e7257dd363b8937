/** What a kernel is made for: units, bounds and nulls of the columns, in classes wide enough that the chunks of a population share a few. */
import type { Column, ColumnTable, NumberColumn } from '../model/column.ts';
import { Exact, powerOfTen } from '../model/exact.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { DecimalType, InputTypes, IntegerType, ListType, ScalarInput, ScalarType } from '../model/value-type.ts';
import type { NeededColumns } from './needed-columns.ts';

export type ColumnShape = {
  readonly kind: Column['kind'];
  readonly nullable: boolean;
  /** Of numbers. `isBig`: the cells are BigInts. */
  readonly number?: { readonly unit: NumberColumn['unit']; readonly low: bigint; readonly high: bigint; readonly isBig: boolean };
  /** Of codes: what they mean, where a kernel may rely on it. */
  readonly texts?: readonly string[];
};

/** Between how many members a unit has. */
export type ListShape = { readonly low: bigint; readonly high: bigint };

export type Signature = {
  /** The same for chunks that share a kernel. */
  readonly key: string;
  /** By name, "income", or "members.age" for a field. */
  readonly columns: ReadonlyMap<string, ColumnShape>;
  readonly lists: ReadonlyMap<string, ListShape>;
  /** Decisions that were made before and are read as columns. */
  readonly decided: ReadonlySet<string>;
};

const SAFE = (1n << 53n) - 1n;

/** The smallest class that a size is in: small ones nearly as they are, large ones up to a power of four. */
const classOf = (size: bigint): bigint => {
  const small = [0n, 1n, 2n, 3n, 4n, 6n, 8n, 10n, 12n, 16n].find((bound) => size <= bound);
  if (small !== undefined) return small;
  let bound = 64n;
  while (bound < size) bound *= 4n;
  return size <= SAFE && bound > SAFE ? SAFE : bound;
};

const widened = ({ low, high }: { readonly low: bigint; readonly high: bigint }): { readonly low: bigint; readonly high: bigint } => ({
  low: low >= 0n ? (low > 0n ? 1n : 0n) : -classOf(-low),
  high: high <= 0n ? 0n : classOf(high),
});

/** Different texts of a column that kernels are made for; the chunks of an enumeration share them. */
const KNOWN_TEXTS_MAX = 32;

const isBig = ({ cells }: NumberColumn): boolean => cells instanceof BigInt64Array || Array.isArray(cells);

const shapeOf = (column: Column, isEnum: boolean): ColumnShape => {
  const nullable = column.nulls !== undefined;
  const { kind } = column;
  if (kind === 'code' && isEnum && column.texts.length <= KNOWN_TEXTS_MAX) return { kind, nullable, texts: column.texts };
  if (column.kind !== 'number') return { kind: column.kind, nullable };
  return { kind: 'number', nullable, number: { unit: column.unit.reduced(), ...widened(column), isBig: isBig(column) } };
};

const shapeText = ({ kind, nullable, number, texts }: ColumnShape, cells: Column['cells']): string => {
  if (texts !== undefined) return `${kind} ${cells.constructor.name} ${nullable} ${JSON.stringify(texts)}`;
  const bounds = number === undefined ? '' : `${number.unit.n}/${number.unit.d} ${number.low}..${number.high}`;
  return `${kind} ${cells.constructor.name} ${nullable} ${bounds}`;
};

const listShape = (offsets: Uint32Array): ListShape => {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (let unit = 0; unit + 1 < offsets.length; unit++) {
    const members = (offsets[unit + 1] as number) - (offsets[unit] as number);
    if (members < low) low = members;
    if (members > high) high = members;
  }
  return { low: low >= 1 && high > 0 ? 1n : 0n, high: classOf(BigInt(high)) };
};

const typesIn = (inputs: InputTypes, list: string): { readonly [field: string]: ScalarType } => {
  const input = inputs[list];
  return input?.type === 'list' ? input.of : {};
};

const inputType = (inputs: InputTypes, name: string): ScalarType | undefined => {
  const input = inputs[name];
  return input?.type === 'list' ? undefined : input;
};

/** `decided`: columns of decisions that were made before, by name. */
export const signatureOf = (
  { inputs, decisions }: PolicyDocument,
  table: ColumnTable,
  needed: NeededColumns,
  decided: ReadonlyMap<string, Column>,
): Signature => {
  const columns = new Map<string, ColumnShape>();
  const lists = new Map<string, ListShape>();
  const texts: string[] = [];
  const note = (name: string, column: Column, type: ScalarType | ListType | undefined): void => {
    const shape = shapeOf(column, type?.type === 'enum');
    columns.set(name, shape);
    texts.push(`${JSON.stringify(name)} ${shapeText(shape, column.cells)}`);
  };
  for (const name of needed.unit) note(name, table.column(name), inputType(inputs, name));
  for (const [list, fields] of needed.lists) {
    const { offsets, column } = table.list(list);
    const shape = listShape(offsets);
    lists.set(list, shape);
    texts.push(`${JSON.stringify(list)} of ${shape.low}..${shape.high}`);
    for (const field of fields) note(`${list}.${field}`, column(field), typesIn(inputs, list)[field]);
  }
  for (const name of needed.decided) note(name, decided.get(name) as Column, decisions[name]);
  return { key: texts.join('\n'), columns, lists, decided: new Set(needed.decided) };
};

/** Members of a unit, and the size of an amount, where nothing is known of them yet. */
const MEMBERS_USUAL = 8n;
const AMOUNT_USUAL = '1000000';
/** Twelfths of a cent. */
const UNIT_USUAL = Exact.of(1n, 1_200n);

const declaredNumber = ({ type, min = '0', max = AMOUNT_USUAL, scale }: DeclaredNumber): NonNullable<ColumnShape['number']> => {
  const unit = type === 'integer' ? Exact.ONE : scale === undefined ? UNIT_USUAL : Exact.of(1n, powerOfTen(scale));
  const cellsOf = (bound: number | string): Exact => (Exact.parse(String(bound)) ?? Exact.ZERO).divide(unit) as Exact;
  return { unit, low: cellsOf(min).floor().n, high: cellsOf(max).ceiling().n, isBig: false };
};

type DeclaredNumber = DecimalType | (IntegerType & { readonly scale?: undefined });

const declaredShape = (type: ScalarInput | ScalarType | ListType): ColumnShape => {
  const nullable = 'nullable' in type && type.nullable === true;
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return { kind: 'number', nullable, number: declaredNumber(type) };
    case 'boolean':
    case 'date':
      return { kind: type.type, nullable };
    case 'enum':
      return { kind: 'code', nullable, texts: type.values };
    default:
      return { kind: 'code', nullable };
  }
};

/** What the columns of a usual population are like, as far as the types that are declared tell. */
export const declaredSignature = ({ inputs, decisions }: PolicyDocument, needed: NeededColumns): Signature => {
  const columns = new Map<string, ColumnShape>();
  const lists = new Map<string, ListShape>();
  for (const name of needed.unit) columns.set(name, declaredShape(inputType(inputs, name) as ScalarInput));
  for (const [list, fields] of needed.lists) {
    lists.set(list, { low: 0n, high: MEMBERS_USUAL });
    for (const field of fields) columns.set(`${list}.${field}`, declaredShape(typesIn(inputs, list)[field] as ScalarInput));
  }
  for (const name of needed.decided) columns.set(name, { ...declaredShape(decisions[name] as ScalarType | ListType), nullable: true });
  return { key: '', columns, lists, decided: new Set(needed.decided) };
};
