/** What a part of an expression is called in a sentence: by the label of the name that it reads, or by the name itself. */
import type { PolicyDocument } from '../model/policy-document.ts';
import type { ComparedSide } from './comparison-sentence.ts';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** A parameter's value under keys: `limit[size]`. */
const PICKED = /^([\p{L}_][\p{L}\p{N}_]*)\[.*\]$/su;
/** A field of a bound member: `member.age`. */
const FIELD = /^[\p{L}_][\p{L}\p{N}_]*\.([\p{L}_][\p{L}\p{N}_]*)$/u;
const LITERAL = /^(?:-?[\d.]|"|@|true$|false$|null$)/;

const fieldLabel = ({ inputs, decisions }: PolicyDocument, name: string): string | undefined => {
  const fields = Object.values(inputs).flatMap((input) => (input.type === 'list' && Object.hasOwn(input.of, name) ? [input.of[name]] : []));
  return fields[0]?.label ?? (decisions[name]?.of === undefined ? undefined : decisions[name].label);
};

const own = <T>(section: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(section, name) ? section[name] : undefined;

/** The label of a name, of whatever kind. */
export const labelOf = (policy: PolicyDocument, name: string): string | undefined =>
  own(policy.decisions, name)?.label ?? own(policy.parameters, name)?.label ?? own(policy.inputs, name)?.label ?? fieldLabel(policy, name);

export const namedSide = (policy: PolicyDocument, written: string | undefined): Pick<ComparedSide, 'name' | 'logic'> => {
  const text = written?.trim() ?? '';
  if (text === '' || LITERAL.test(text)) return {};
  if (NAME.test(text)) return { name: labelOf(policy, text) ?? text };
  const picked = PICKED.exec(text)?.[1];
  const parameter = picked === undefined ? undefined : own(policy.parameters, picked);
  if (parameter !== undefined) return { name: parameter.label ?? text };
  const field = FIELD.exec(text)?.[1];
  return field === undefined ? { logic: text } : { name: fieldLabel(policy, field) ?? text };
};
