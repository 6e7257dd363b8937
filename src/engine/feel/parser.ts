/** The lezer-feel parser, set up once per scope and kind of source. */
import { parser as feelParser, trackVariables } from 'lezer-feel';
import type { Scope } from './scope.ts';
import type { FeelType } from './type.ts';

type LRParser = typeof feelParser;
export type Tree = ReturnType<LRParser['parse']>;
export type SyntaxNode = Tree['topNode'];

/** What a source is: one expression, or the unary tests of a decision table's cell. */
export type SourceKind = 'expression' | 'unary-tests';

const PLAIN_PARSERS: Record<SourceKind, LRParser> = {
  expression: feelParser,
  'unary-tests': feelParser.configure({ top: 'UnaryTests' }),
};

const parsersByScope = new WeakMap<Scope, Record<SourceKind, LRParser>>();

/** Names of this form are read without being declared. */
const PLAIN_NAME = /^[\p{L}_?][\p{L}\p{N}_]*$/u;

type NameTree = { [name: string]: NameTree | 1 };

/** The odd names (with spaces, "-", "/", …) among fields that the type gives access to, through lists too. */
const oddFieldsOf = (type: FeelType): NameTree | undefined => {
  if (type.kind === 'list') return oddFieldsOf(type.of);
  return type.kind === 'context' ? oddNamesOf(Object.entries(type.fields)) : undefined;
};

const oddNamesOf = (names: Iterable<readonly [string, FeelType]>): NameTree | undefined => {
  const found: NameTree = Object.create(null);
  for (const [name, type] of names) {
    const inner = oddFieldsOf(type);
    if (inner !== undefined || !PLAIN_NAME.test(name)) found[name] = inner ?? 1;
  }
  return Object.keys(found).length === 0 ? undefined : found;
};

/**
 * The parser for sources that read these names. Only odd names are told to lezer-feel, as tracking names is what makes
 * its parse slow.
 */
export const parserFor = (scope: Scope, kind: SourceKind): LRParser => {
  let parsers = parsersByScope.get(scope);
  if (parsers === undefined) {
    const names = oddNamesOf(scope.names);
    if (names === undefined) {
      parsers = PLAIN_PARSERS;
    } else {
      const contextTracker = trackVariables(names);
      parsers = {
        expression: PLAIN_PARSERS.expression.configure({ contextTracker }),
        'unary-tests': PLAIN_PARSERS['unary-tests'].configure({ contextTracker }),
      };
    }
    parsersByScope.set(scope, parsers);
  }
  return parsers[kind];
};
