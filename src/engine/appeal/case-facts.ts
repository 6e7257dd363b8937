/** The facts of a case as JSON, and which of them a policy asks for. */
import { documentJson } from '../feel/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Context } from '../model/value.ts';
import type { InputTypes } from '../model/value-type.ts';

/** The inputs of all the policies. Where two declare the same one, its fields are put together and the later type stands. */
export const mergedInputs = (policies: readonly { readonly inputs: InputTypes }[]): InputTypes => {
  const merged: Record<string, InputTypes[string]> = {};
  for (const { inputs } of policies) {
    for (const [name, type] of Object.entries(inputs)) {
      const known = Object.hasOwn(merged, name) ? merged[name] : undefined;
      merged[name] = type.type === 'list' && known?.type === 'list' ? { ...type, of: { ...known.of, ...type.of } } : type;
    }
  }
  return merged;
};

const pick = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(object, name) ? [[name, object[name] as Json]] : [])));

/** Only what the types declare: one side of a comparison may ask for facts that the other does not know. */
export const factsFor = (inputs: InputTypes, facts: JsonObject): JsonObject => {
  const own = pick(facts, Object.keys(inputs));
  return Object.fromEntries(
    Object.entries(own).map(([name, fact]) => {
      const type = inputs[name];
      if (type?.type !== 'list' || !Array.isArray(fact)) return [name, fact];
      const fields = Object.keys(type.of);
      return [name, fact.map((member: Json) => (isJsonObject(member) ? pick(member, fields) : member))];
    }),
  );
};

/** Values as JSON: amounts as exact texts, what is absent as null. */
export const factsOf = (inputs: Context): { readonly [name: string]: Json } =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, documentJson(value)]));
