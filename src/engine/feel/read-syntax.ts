/** From lezer-feel's tree to our syntax tree. Error nodes are left out: what they lack becomes `missing`. */
import { plainName, type SyntaxNode } from './parser.ts';
import { isOpenTest, type LogicReader, readLogic } from './read-logic.ts';
import { readType } from './read-type.ts';
import type { ArgumentSyntax, ArithmeticOperator, CompareOperator, IterationSyntax, Range, Syntax, UnaryTestsSyntax } from './syntax.ts';
import { unescapeText } from './text-literal.ts';

type Reader = { readonly source: string };

const COMMENTS = new Set(['LineComment', 'BlockComment']);

/** The children that mean something, in order. */
const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!child.type.isError && !COMMENTS.has(child.name)) children.push(child);
  }
  return children;
};

/** Names of tokens: everything else that is a child is an operand or a part. */
const TOKENS = new Set(
  '( ) [ ] { } . .. , : ? ArithOp CompareOp if then else for return some every satisfies in between and or not function instance of'.split(
    ' ',
  ),
);
const isOperand = (node: SyntaxNode): boolean => node.name === '?' || !TOKENS.has(node.name);
const operandsOf = (node: SyntaxNode): SyntaxNode[] => childrenOf(node).filter(isOperand);

const rangeOf = (node: SyntaxNode): Range => ({ from: node.from, to: node.to });
const textOf = (reader: Reader, node: SyntaxNode): string => reader.source.slice(node.from, node.to);
const nameOf = (reader: Reader, node: SyntaxNode): string => plainName(textOf(reader, node));

const missing = (at: Range): Syntax => ({ range: { from: at.to, to: at.to }, node: 'missing' });

const readOr = (reader: Reader, node: SyntaxNode | undefined, around: SyntaxNode): Syntax =>
  node === undefined ? missing(rangeOf(around)) : read(reader, node);

const tokenText = (reader: Reader, node: SyntaxNode, name: string): string | undefined => {
  const token = node.getChild(name);
  return token === null ? undefined : textOf(reader, token);
};

export const readExpression = (source: string, top: SyntaxNode): Syntax => {
  const reader = { source };
  return readOr(reader, operandsOf(top)[0], top);
};

export const readUnaryTests = (source: string, top: SyntaxNode): UnaryTestsSyntax => {
  const reader = { source };
  const range = rangeOf(top);
  if (top.getChild('Wildcard') !== null) return { range, negated: false };
  const tests = top.getChild('PositiveUnaryTests');
  return {
    range,
    negated: top.getChild('not') !== null,
    tests: tests === null ? [missing(range)] : operandsOf(tests).map((test) => read(reader, test)),
  };
};

type Read = (reader: Reader, node: SyntaxNode, operands: SyntaxNode[]) => Syntax;

const logicReader = (reader: Reader): LogicReader => ({
  read: (node) => read(reader, node),
  operandsOf,
  compareOperatorOf: (node) => tokenText(reader, node, 'CompareOp') as CompareOperator | undefined,
  missingIn: (node) => missing(rangeOf(node)),
});

const readJunction: Read = (reader, node) => readLogic(logicReader(reader), node);

const readInner: Read = (reader, node, [inner]) => readOr(reader, inner, node);

const readName: Read = (reader, node) => ({ range: rangeOf(node), node: 'name', name: nameOf(reader, node) });

const readArithmetic: Read = (reader, node, operands) => {
  const range = rangeOf(node);
  const operator = tokenText(reader, node, 'ArithOp') ?? '+';
  const [left, right] = operands;
  const isPrefix = node.firstChild?.name === 'ArithOp';
  if (isPrefix) return { range, node: 'sign', negative: operator === '-', of: readOr(reader, left, node) };
  return {
    range,
    node: 'arithmetic',
    operator: (operator === '^' ? '**' : operator) as ArithmeticOperator,
    left: readOr(reader, left, node),
    right: readOr(reader, right, node),
  };
};

const readComparison: Read = (reader, node, operands) => {
  const range = rangeOf(node);
  const [first, second, third] = operands;
  const left = readOr(reader, first, node);
  if (node.getChild('between') !== null) {
    return { range, node: 'between', of: left, low: readOr(reader, second, node), high: readOr(reader, third, node) };
  }
  if (node.getChild('in') !== null) {
    const logic = logicReader(reader);
    if (isOpenTest(logic, node)) return readLogic(logic, node);
    const tests = second?.name === 'PositiveUnaryTests' ? operandsOf(second) : second === undefined ? [] : [second];
    return { range, node: 'in', of: left, tests: tests.length === 0 ? [missing(range)] : tests.map((test) => read(reader, test)) };
  }
  const operator = (tokenText(reader, node, 'CompareOp') ?? '=') as CompareOperator;
  return { range, node: 'compare', operator, left, right: readOr(reader, second, node) };
};

const readTest: Read = (reader, node, [inner]) => {
  const operator = tokenText(reader, node, 'CompareOp');
  const right = readOr(reader, inner, node);
  return operator === undefined ? right : { range: rangeOf(node), node: 'comparison-test', operator: operator as CompareOperator, right };
};

const readInterval: Read = (reader, node, [low, high]) => ({
  range: rangeOf(node),
  node: 'interval',
  low: readOr(reader, low, node),
  high: readOr(reader, high, node),
  lowClosed: reader.source[node.from] === '[',
  highClosed: reader.source[node.to - 1] === ']',
});

const readIterations = (reader: Reader, node: SyntaxNode): IterationSyntax[] => {
  const expressions = node.getChild('InExpressions');
  if (expressions === null) return [];
  return expressions.getChildren('InExpression').map((expression) => {
    const name = expression.getChild('Name');
    const context = expression.getChild('IterationContext');
    const [from, to] = context === null ? [] : operandsOf(context);
    return {
      name: name === null ? '' : nameOf(reader, name),
      range: rangeOf(name ?? expression),
      from: readOr(reader, from, expression),
      ...(context?.getChild('..') == null ? {} : { to: readOr(reader, to, expression) }),
    };
  });
};

const bodyOf = (reader: Reader, node: SyntaxNode, operands: SyntaxNode[]): Syntax =>
  readOr(
    reader,
    operands.find((operand) => operand.name !== 'InExpressions'),
    node,
  );

const readArguments = (reader: Reader, node: SyntaxNode): ArgumentSyntax[] => {
  const named = node.getChild('NamedParameters');
  const positional = node.getChild('PositionalParameters');
  const given = named?.getChildren('NamedParameter') ?? (positional === null ? [] : operandsOf(positional));
  return given.map((argument) => {
    if (named === null) return { range: rangeOf(argument), value: read(reader, argument) };
    const [name, value] = operandsOf(argument);
    return { name: name === undefined ? '' : nameOf(reader, name), range: rangeOf(argument), value: readOr(reader, value, argument) };
  });
};

const CALLED_BY_NAME = new Set(['VariableName', 'SpecialFunctionName', 'DateTimeConstructor']);

const readCall: Read = (reader, node, operands) => {
  const range = rangeOf(node);
  const callee = operands[0] ?? node;
  const given = readArguments(reader, node);
  return CALLED_BY_NAME.has(callee.name)
    ? { range, node: 'call', name: nameOf(reader, callee), nameRange: rangeOf(callee), arguments: given }
    : { range, node: 'invoke', of: readOr(reader, operands[0], node), arguments: given };
};

const readFunction: Read = (reader, node) => {
  const body = node.getChild('FunctionBody');
  const parameters = node.getChild('FormalParameters')?.getChildren('FormalParameter') ?? [];
  return {
    range: rangeOf(node),
    node: 'function',
    parameters: parameters.map((parameter) => {
      const name = parameter.getChild('ParameterName');
      const type = parameter.getChild('Type');
      return {
        name: name === null ? '' : nameOf(reader, name),
        range: rangeOf(name ?? parameter),
        ...(type === null ? {} : { type: readType(reader.source, type) }),
      };
    }),
    body: readOr(reader, body === null ? undefined : operandsOf(body)[0], node),
    external: node.getChild('external') !== null,
  };
};

const readInstanceOf: Read = (reader, node, [of]) => {
  const type = node.getChild('Type');
  return {
    range: rangeOf(node),
    node: 'instance-of',
    of: readOr(reader, of, node),
    type: type === null ? { range: rangeOf(node), type: 'name', name: '' } : readType(reader.source, type),
  };
};

const readDateTime: Read = (reader, node, operands) => {
  const literal = node.getChild('AtLiteral')?.getChild('StringLiteral');
  if (literal == null) return readCall(reader, node, operands);
  return { range: rangeOf(node), node: 'at', text: unescapeText(textOf(reader, literal)) };
};

const readContext: Read = (reader, node) => ({
  range: rangeOf(node),
  node: 'context',
  entries: node.getChildren('ContextEntry').map((entry) => {
    const [key, value] = operandsOf(entry);
    const literal = key?.getChild('StringLiteral');
    const keyText =
      literal == null ? (key === undefined ? '' : textOf(reader, key).replace(/\s+/g, ' ')) : unescapeText(textOf(reader, literal));
    return { key: keyText, keyRange: rangeOf(key ?? entry), value: readOr(reader, value, entry) };
  }),
});

const readPath: Read = (reader, node, [of, field]) => ({
  range: rangeOf(node),
  node: 'path',
  of: readOr(reader, of, node),
  field: field === undefined ? '' : nameOf(reader, field),
  fieldRange: field === undefined ? { from: node.to, to: node.to } : rangeOf(field),
});

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['NumericLiteral', (reader, node) => ({ range: rangeOf(node), node: 'number', text: numeralOf(textOf(reader, node)) })],
  ['StringLiteral', (reader, node) => ({ range: rangeOf(node), node: 'text', value: unescapeText(textOf(reader, node)) })],
  ['BooleanLiteral', (reader, node) => ({ range: rangeOf(node), node: 'boolean', value: textOf(reader, node) === 'true' })],
  ['null', (_, node) => ({ range: rangeOf(node), node: 'null' })],
  ['DateTimeLiteral', readDateTime],
  ['VariableName', readName],
  ['?', readName],
  ['ParenthesizedExpression', readInner],
  ['PositiveUnaryTest', readInner],
  ['SimplePositiveUnaryTest', readTest],
  ['Interval', readInterval],
  ['ArithmeticExpression', readArithmetic],
  ['Comparison', readComparison],
  ['Conjunction', readJunction],
  ['Disjunction', readJunction],
  [
    'IfExpression',
    (reader, node, [condition, then, otherwise]) => ({
      range: rangeOf(node),
      node: 'if',
      condition: readOr(reader, condition, node),
      then: readOr(reader, then, node),
      otherwise: readOr(reader, otherwise, node),
    }),
  ],
  [
    'ForExpression',
    (reader, node, operands) => ({
      range: rangeOf(node),
      node: 'for',
      iterations: readIterations(reader, node),
      body: bodyOf(reader, node, operands),
    }),
  ],
  [
    'QuantifiedExpression',
    (reader, node, operands) => ({
      range: rangeOf(node),
      node: 'quantified',
      quantifier: node.getChild('every') === null ? 'some' : 'every',
      iterations: readIterations(reader, node),
      body: bodyOf(reader, node, operands),
    }),
  ],
  ['PathExpression', readPath],
  [
    'FilterExpression',
    (reader, node, [of, condition]) => ({
      range: rangeOf(node),
      node: 'filter',
      of: readOr(reader, of, node),
      condition: readOr(reader, condition, node),
    }),
  ],
  ['FunctionInvocation', readCall],
  ['List', (reader, node, operands) => ({ range: rangeOf(node), node: 'list', items: operands.map((item) => read(reader, item)) })],
  ['Context', readContext],
  ['FunctionDefinition', readFunction],
  ['InstanceOfExpression', readInstanceOf],
]);

/** A sign may stand apart from its digits, even with a comment between. */
const numeralOf = (text: string): string => (text.startsWith('-') ? `-${/[\d.][\d.eE+-]*$/.exec(text)?.[0] ?? ''}` : text);

const read = (reader: Reader, node: SyntaxNode): Syntax => {
  const form = READERS.get(node.name);
  if (form === undefined) return { range: rangeOf(node), node: 'unsupported', what: JSON.stringify(textOf(reader, node)) };
  return form(reader, node, operandsOf(node));
};
