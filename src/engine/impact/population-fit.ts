/** Whether a policy can be evaluated on a population. */
import { pointerTo } from '../model/json-pointer.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { ChunkHead } from '../model/population.ts';
import type { Problem } from '../model/problem.ts';
import type { InputType, InputTypes, ScalarType } from '../model/value-type.ts';
import { qualifiedName } from '../population/column-codec.ts';
import { compareBounds } from '../population/compare-bounds.ts';
import type { PopulationView } from '../population/open-population.ts';

type Place = { readonly document: string; readonly pointer: string; readonly name: string };

/** What is stored must lie in the range that the policy was checked for. */
const rangeProblems = (type: ScalarType, heads: readonly ChunkHead[], { document, pointer, name }: Place): readonly Problem[] => {
  if (type.type !== 'decimal' && type.type !== 'integer' && type.type !== 'date') return [];
  const { min, max } = type;
  const below = min === undefined ? undefined : heads.find((head) => head.min !== undefined && compareBounds(head.min, String(min)) < 0);
  const above = max === undefined ? undefined : heads.find((head) => head.max !== undefined && compareBounds(head.max, String(max)) > 0);
  return [
    ...(below === undefined
      ? []
      : [{ document, pointer, message: `the population has ${name} down to ${below.min}`, expected: `at least ${min}` }]),
    ...(above === undefined
      ? []
      : [{ document, pointer, message: `the population has ${name} up to ${above.max}`, expected: `at most ${max}` }]),
  ];
};

const scalarProblems = (asked: ScalarType, stored: ScalarType, heads: readonly ChunkHead[], place: Place): readonly Problem[] => {
  const { document, pointer, name } = place;
  if (asked.type !== stored.type) {
    return [{ document, pointer, message: `the population has ${name} as ${stored.type}`, expected: asked.type }];
  }
  if (asked.type === 'enum' && stored.type === 'enum') {
    const unknown = stored.values.filter((value) => !asked.values.includes(value));
    if (unknown.length === 0) return [];
    return [{ document, pointer, message: `the population has ${name} with ${unknown.join(', ')}`, expected: asked.values.join(', ') }];
  }
  return rangeProblems(asked, heads, place);
};

const inputProblems = (asked: InputType, stored: InputType | undefined, view: PopulationView, place: Place): readonly Problem[] => {
  const { document, pointer, name } = place;
  if (stored === undefined) return [{ document, pointer, message: `the population has no ${name}`, expected: asked.type }];
  if (asked.type !== 'list' || stored.type !== 'list') {
    if (asked.type === 'list' || stored.type === 'list') {
      return [{ document, pointer, message: `the population has ${name} as ${stored.type}`, expected: asked.type }];
    }
    return scalarProblems(asked, stored, headsOf(view, name), place);
  }
  return Object.entries(asked.of).flatMap(([field, type]) =>
    inputProblems(type, stored.of[field], view, {
      document,
      pointer: pointerTo(pointer, 'of', field),
      name: qualifiedName({ list: name, column: field }),
    }),
  );
};

const headsOf = (view: PopulationView, name: string): readonly ChunkHead[] => view.heads.filter((head) => qualifiedName(head) === name);

/** Every input of the policy that the population does not have, has as another type, or has with values beyond what the policy allows. */
export const populationProblems = (policy: PolicyDocument, view: PopulationView): readonly Problem[] => {
  const document = `${policy.id}@${policy.version}`;
  const unit =
    policy.unit === view.info.unit
      ? []
      : [{ document, pointer: '/unit', message: `a unit of the policy is called "${policy.unit}"`, expected: view.info.unit }];
  const columns: InputTypes = view.info.columns;
  return [
    ...unit,
    ...Object.entries(policy.inputs).flatMap(([name, asked]) => {
      const stored = Object.hasOwn(columns, name) ? columns[name] : undefined;
      return inputProblems(asked, stored, view, { document, pointer: pointerTo('/inputs', name), name });
    }),
  ];
};
