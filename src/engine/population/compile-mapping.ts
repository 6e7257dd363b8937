/** A mapping held against the columns of its files and the inputs of its policy, and made ready to run. */
import {
  type compileExpression,
  didYouMean,
  type FeelType,
  type Misspelt,
  type Scope,
  STRING,
  typeOfInput,
  typeOfScalar,
  wholeKey,
  wholeText,
} from '../feel/index.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Mapping } from '../model/mapping.ts';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import type { InputTypes, ListInput, ScalarInput, ScalarType } from '../model/value-type.ts';
import { isColumnType, NO_COLUMN } from './column-type.ts';
import { absentField, columnField, expressionField, type MappedField, type SourceColumn } from './mapped-field.ts';
import { NullTexts } from './null-texts.ts';
import { POPULATION_COLUMNS_MAX } from './population-part.ts';

export type SourceHeader = { readonly name: string; readonly columns: readonly string[] };

export type MappingSources = {
  readonly units: SourceHeader;
  /** Left out where there is no file of members; with `rows: "first"` the units' file then holds them. */
  readonly members?: SourceHeader | undefined;
};

export type CompiledMapping = {
  /** Column numbers in their files. */
  readonly unitKey: number;
  readonly fields: readonly MappedField[];
  readonly members?: { readonly list: string; readonly key: number; readonly fields: readonly MappedField[] };
  /** Whether the first row of a key is the unit, and the others only bring members. */
  readonly firstSpeaks: boolean;
  /** What the population's columns are: the policy's inputs, then the extra ones. */
  readonly columns: InputTypes;
};

type CompileExpression = typeof compileExpression;

/** Fits a mapping to its sources and inputs. All of its mistakes are told at once, each with its pointer. */
export const compileMapping = async (mapping: Mapping, inputs: InputTypes, sources: MappingSources): Promise<Result<CompiledMapping>> => {
  // FEEL's parser and checker take a tenth of a short import to load, and many mappings have no use for them.
  const feel = namesColumnsAlone(mapping, sources) ? undefined : await import('../feel/compile.ts');
  const compiler = new MappingCompiler(mapping, inputs, sources, feel?.compileExpression);
  const compiled = compiler.compile();
  const { problems } = compiler;
  return problems.length === 0 ? { ok: true, value: compiled } : mistakesIn('the mapping', problems, mapping.id ?? 'mapping');
};

/** Whether every expression is no more than the name of a column of its file. */
const namesColumnsAlone = ({ inputs, extra = {}, members }: Mapping, sources: MappingSources): boolean => {
  const areNames = (expressions: readonly string[], { columns }: SourceHeader): boolean =>
    expressions.every((expression) => columns.includes(expression.trim()));
  const ofUnits = [...Object.values(inputs), ...Object.values(extra).map(({ feel }) => feel)];
  return areNames(ofUnits, sources.units) && areNames(Object.values(members?.fields ?? {}), sources.members ?? sources.units);
};

/** One file's columns, and the scope of the expressions over them. */
type Source = {
  readonly header: SourceHeader;
  readonly columns: ReadonlyMap<string, SourceColumn>;
  readonly scope: Scope;
  /** Name that stands for the mapped members. */
  readonly list?: string;
};

const TEXT: ScalarType = { type: 'string' };

class MappingCompiler {
  readonly problems: Problem[] = [];
  private readonly mapping: Mapping;
  private readonly inputs: InputTypes;
  private readonly sources: MappingSources;
  private readonly compileExpression: CompileExpression | undefined;
  private readonly nulls: NullTexts;

  /** `compileExpression` may be left out where there are only names of columns. */
  constructor(mapping: Mapping, inputs: InputTypes, sources: MappingSources, compileExpression: CompileExpression | undefined) {
    this.mapping = mapping;
    this.inputs = inputs;
    this.sources = sources;
    this.compileExpression = compileExpression;
    this.nulls = new NullTexts(mapping.nulls ?? []);
  }

  compile(): CompiledMapping {
    const { mapping, inputs } = this;
    const lists = Object.entries(inputs).filter((entry): entry is [string, ListInput] => entry[1].type === 'list');
    const [list] = lists;
    if (lists.length > 1) {
      this.tell('/members', `the policy has ${lists.length} lists`, { expected: 'a policy with one list of members: an import fills one' });
    }
    const units = this.unitSource(list);
    const members = this.compileMembers(list);
    const fields = this.compileFields(units, { pointer: '/inputs', given: mapping.inputs, types: scalarsOf(inputs), what: 'input' });
    const extra = this.compileExtra(units);
    const columns = Object.fromEntries([...Object.entries(inputs), ...extra.map(({ name, type }) => [name, type] as const)]);
    this.demandColumnCount(columns);
    return {
      unitKey: this.columnAt('/units/key', units, mapping.units.key),
      fields: [...fields, ...extra],
      ...(members === undefined ? {} : { members }),
      firstSpeaks: mapping.units.rows === 'first',
      columns,
    };
  }

  private unitSource(list: [string, ListInput] | undefined): Source {
    const { columns = {} } = this.mapping.units;
    const source = this.source('/units/columns', this.sources.units, columns);
    if (list === undefined) return source;
    const [name, type] = list;
    return { ...source, list: name, scope: { names: new Map([...source.scope.names, [name, typeOfInput(name, type)]]) } };
  }

  private source(pointer: string, header: SourceHeader, declared: { readonly [column: string]: ScalarType }): Source {
    for (const column of Object.keys(declared)) {
      if (!header.columns.includes(column)) this.tellColumn(pointerTo(pointer, column), header, column, wholeKey(column));
    }
    const columns = header.columns.map((name, index): SourceColumn => {
      return { name, index, type: Object.hasOwn(declared, name) ? (declared[name] as ScalarType) : TEXT };
    });
    const names = new Map<string, FeelType>(columns.map(({ name, type }) => [name, typeOfScalar(type)]));
    return { header, columns: new Map(columns.map((column) => [column.name, column])), scope: { names } };
  }

  private compileMembers(list: [string, ListInput] | undefined): CompiledMapping['members'] {
    const { members, units } = this.mapping;
    const header = this.sources.members ?? (units.rows === 'first' ? this.sources.units : undefined);
    if (list === undefined) {
      const surplus =
        members !== undefined ? 'the mapping has members' : this.sources.members !== undefined ? 'a file of members is given' : undefined;
      if (surplus !== undefined) this.tell('/members', `${surplus}, and the policy has no list of them`, { expected: 'no members' });
      return undefined;
    }
    const [name, type] = list;
    if (members === undefined) {
      this.tell('/members', `there is no mapping for the list "${name}"`, { expected: "the members' key and fields" });
      return undefined;
    }
    if (header === undefined) {
      const expected = 'a file of members, or "rows": "first" where each row of the units\' file is a member';
      this.tell('/members', 'there is no file of members', { expected });
      return undefined;
    }
    const source = this.source('/members/columns', header, members.columns ?? {});
    const fields = this.compileFields(source, { pointer: '/members/fields', given: members.fields, types: type.of, what: 'field' });
    return { list: name, key: this.columnAt('/members/key', source, members.key), fields };
  }

  /** One field per declared type; those that may be missing and are not mapped are missing everywhere. */
  private compileFields(
    source: Source,
    of: {
      readonly pointer: string;
      readonly given: { readonly [name: string]: string };
      readonly types: { readonly [name: string]: ScalarInput };
      readonly what: string;
    },
  ): readonly MappedField[] {
    const names = Object.keys(of.types);
    for (const name of Object.keys(of.given)) {
      if (Object.hasOwn(of.types, name)) continue;
      this.tell(pointerTo(of.pointer, name), `the policy has no ${of.what} "${name}"`, didYouMean(name, names));
    }
    return Object.entries(of.types).flatMap(([name, type]): readonly MappedField[] => {
      if (!isColumnType(type)) {
        this.tell(pointerTo(of.pointer, name), `"${name}" is of the type ${type.type}`, { expected: NO_COLUMN });
        return [];
      }
      if (Object.hasOwn(of.given, name)) {
        return this.compileField(source, pointerTo(of.pointer, name), { name, type }, of.given[name] as string);
      }
      if (type.nullable === true) return [absentField({ name, type })];
      this.tellMissing(of.pointer, of.what, name, source);
      return [];
    });
  }

  private compileExtra(source: Source): readonly MappedField[] {
    return Object.entries(this.mapping.extra ?? {}).flatMap(([name, { feel, ...type }]) => {
      const pointer = pointerTo('/extra', name);
      if (Object.hasOwn(this.inputs, name)) this.tell(pointer, `"${name}" is an input of the policy`, { expected: 'another name' });
      return this.compileField(source, pointerTo(pointer, 'feel'), { name, type }, feel);
    });
  }

  private compileField(
    source: Source,
    pointer: string,
    target: { readonly name: string; readonly type: ScalarInput },
    feel: string,
  ): readonly MappedField[] {
    const { nulls } = this;
    const text = feel.trim();
    const column = source.columns.get(text);
    if (column !== undefined) return [columnField(target, column, nulls)];
    if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && text !== source.list && !['true', 'false', 'null'].includes(text)) {
      const from = feel.indexOf(text);
      this.tellColumn(pointer, source.header, text, { range: { from, to: from + text.length } });
      return [];
    }
    const { expression, problems } = this.compiledFor(feel, source.scope, target.type);
    for (const problem of problems) this.problems.push({ pointer, ...withTypeHint(problem, feel, source) });
    return expression === undefined ? [] : [expressionField(target, expression, { columns: source.columns, list: source.list, nulls })];
  }

  /** A text of the data may stand for an enumeration: whether it is one of its values is seen row by row. */
  private compiledFor(feel: string, scope: Scope, type: ScalarInput): ReturnType<CompileExpression> {
    const { compileExpression } = this;
    if (compileExpression === undefined) throw new Error('an expression where names of columns were seen alone');
    const strict = compileExpression(feel, scope, typeOfScalar(type));
    if (type.type !== 'enum' || strict.expression !== undefined) return strict;
    const loose = compileExpression(feel, scope, STRING);
    const anyText = loose.expression?.type.kind === 'string' && loose.expression.type.values === undefined;
    return anyText ? loose : strict;
  }

  private columnAt(pointer: string, source: Source, name: string): number {
    const column = source.columns.get(name);
    if (column === undefined) this.tellColumn(pointer, source.header, name, wholeText(name));
    return column?.index ?? -1;
  }

  private demandColumnCount(columns: InputTypes): void {
    const count = Object.values(columns).reduce((sum, type) => sum + (type.type === 'list' ? Object.keys(type.of).length + 1 : 1), 1);
    if (count > POPULATION_COLUMNS_MAX)
      this.tell('', `the population would have ${count} columns`, { expected: `at most ${POPULATION_COLUMNS_MAX}` });
  }

  private tellMissing(pointer: string, what: string, name: string, source: Source): void {
    const hint = source.columns.has(name)
      ? { suggestion: `the file has a column of that name: ${JSON.stringify(name)}: ${JSON.stringify(name)}` }
      : {};
    this.tell(pointer, `there is no expression for the ${what} "${name}"`, {
      expected: 'an expression for every input that may not be missing',
      ...hint,
    });
  }

  private tellColumn(pointer: string, { name, columns }: SourceHeader, column: string, misspelt: Misspelt): void {
    this.tell(pointer, `${name} has no column "${column}"`, { expected: 'a column of the file', ...didYouMean(column, columns, misspelt) });
  }

  private tell(pointer: string, message: string, more: Pick<Problem, 'expected' | 'suggestion' | 'fix'>): void {
    this.problems.push({ pointer, message, ...more });
  }
}

const scalarsOf = (inputs: InputTypes): { readonly [name: string]: ScalarInput } =>
  Object.fromEntries(Object.entries(inputs).filter((entry): entry is [string, ScalarInput] => entry[1].type !== 'list'));

/** A column without a declared type is text; computing with it is the commonest mistake of a mapping. */
const withTypeHint = (problem: Problem, feel: string, source: Source): Problem => {
  if (problem.suggestion !== undefined || problem.range === undefined) return problem;
  const part = feel.slice(problem.range.from, problem.range.to);
  const column = [...source.columns.values()].find(({ name, type }) => type === TEXT && part.includes(name));
  return column === undefined ? problem : { ...problem, suggestion: `declare the type of the column "${column.name}" under "columns"` };
};
