/** All logics of a checked policy, compiled: of each decision its own, and those that hold from a date on. */
import { UNKNOWN } from '../feel/index.ts';
import type { Typed } from '../feel/typed.ts';
import { partsOfTests } from '../feel/typed-children.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { compileLogic, type Logic } from './compile-logic.ts';
import { readDeclarations, scopesOf } from './declarations.ts';

export type PlacedLogic = { readonly decision: string; readonly list: string | undefined; readonly pointer: string; readonly logic: Logic };

export const logicsOfPolicy = (policy: PolicyDocument): readonly PlacedLogic[] => {
  const { declarations } = readDeclarations(policy);
  const scopes = scopesOf(declarations);
  return Object.entries(policy.decisions).flatMap(([decision, own]) => {
    const { of: list } = own;
    const scope = list === undefined ? scopes.unit : scopes.ofMember.get(list);
    const expected = (list === undefined ? declarations.unit : declarations.lists.get(list))?.get(decision)?.type ?? UNKNOWN;
    const at = pointerTo('/decisions', decision);
    const dated = Object.entries(own.from ?? {}).map(([date, logic]) => [pointerTo(at, 'from', date), logic as Json] as const);
    return [[at, own] as const, ...dated].flatMap(([pointer, json]): PlacedLogic[] => {
      const { feel, table } = json as JsonObject;
      if (scope === undefined || (feel === undefined && table === undefined)) return [];
      const { logic } = compileLogic(json as JsonObject, { name: decision, scope, expected, pointer });
      return logic === undefined ? [] : [{ decision, list, pointer, logic }];
    });
  });
};

/** A typed expression of a logic, with the pointer to its text. */
export type PlacedTree = { readonly pointer: string; readonly source: string; readonly typed: Typed };

/** All expressions of a logic, cells of tables included. */
export const treesOf = ({ pointer, logic: { expression, table } }: Pick<PlacedLogic, 'pointer' | 'logic'>): readonly PlacedTree[] => {
  if (expression !== undefined) return [{ pointer: pointerTo(pointer, 'feel'), source: expression.source, typed: expression.syntax }];
  if (table === undefined) return [];
  const at = pointerTo(pointer, 'table');
  return [
    ...table.columns.map(({ source, syntax }, column) => ({ pointer: pointerTo(at, 'inputs', column), source, typed: syntax })),
    ...table.rules.flatMap(({ when, conclusion }, rule) => [
      ...when.flatMap((tests, column) =>
        partsOfTests(tests?.syntax.tests ?? []).map((typed) => ({
          pointer: pointerTo(at, 'rules', rule, 'when', column),
          source: tests?.source ?? '',
          typed,
        })),
      ),
      { pointer: pointerTo(at, 'rules', rule, 'then'), source: conclusion.source, typed: conclusion.syntax },
    ]),
    ...(table.otherwise === undefined
      ? []
      : [{ pointer: pointerTo(at, 'otherwise'), source: table.otherwise.source, typed: table.otherwise.syntax }]),
  ];
};
