/** Made-up units for a policy: any number of them, the same for the same seed wherever they are made. */
import type { ScalarValue } from '../feel/index.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { CHUNK_UNITS } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import type { ListInput, ScalarInput } from '../model/value-type.ts';
import { isColumnType, NO_COLUMN } from './column-type.ts';
import { RandomStream } from './random-stream.ts';
import { drawHousehold } from './synthetic-household.ts';
import { isEarnings, personDrawer, unitDrawer } from './synthetic-input.ts';

/** Names the rules, so that a population says what it was made by. It changes with any change of what a seed gives. */
export const GENERATOR = 'households-1';

const ID_DIGITS = 8;

export type SyntheticUnit = {
  readonly id: string;
  /** In the order of `SyntheticSource.fields`. */
  readonly values: readonly ScalarValue[];
  /** In the order of `SyntheticSource.list.fields`. */
  readonly members: readonly (readonly ScalarValue[])[];
};

type Field = { readonly name: string; readonly type: ScalarInput };

export type SyntheticSource = {
  readonly fields: readonly Field[];
  readonly list?: { readonly name: string; readonly fields: readonly Field[] };
  /** The units of one chunk: each chunk has a random stream of its own, so the first units do not depend on how many there are. */
  chunk(index: number, units: number): Generator<SyntheticUnit, void, void>;
};

/** Refuses (`invalid`) a policy with more than one list: what the others would hold is not known. */
export const syntheticSource = ({ inputs, period }: Pick<PolicyDocument, 'inputs' | 'period'>, seed: string): SyntheticSource => {
  for (const [name, type] of Object.entries(inputs)) {
    for (const scalar of type.type === 'list' ? Object.values(type.of) : [type]) {
      if (!isColumnType(scalar)) refuse('invalid', `"${name}" is of the type ${scalar.type}, and ${NO_COLUMN}`);
    }
  }
  const lists = Object.entries(inputs).filter((entry): entry is [string, ListInput] => entry[1].type === 'list');
  if (lists.length > 1) refuse('invalid', `the policy has ${lists.length} lists, and a population is made for one list of members`);
  const [list] = lists;
  const fields = Object.entries(inputs).flatMap(([name, type]) => (type.type === 'list' ? [] : [{ name, type }]));
  const memberFields = Object.entries(list?.[1].of ?? {}).map(([name, type]) => ({ name, type }));
  const monthsPerPeriod = period === 'year' ? 12 : 1;
  const besideEarnings = memberFields.some(({ name }) => isEarnings(name));
  const unitDrawers = fields.map((field) => unitDrawer({ ...field, monthsPerPeriod }, { besideEarnings }));
  const memberDrawers = memberFields.map((field) => personDrawer({ ...field, monthsPerPeriod }));

  function* chunk(index: number, units: number): Generator<SyntheticUnit, void, void> {
    const households = new RandomStream(`${GENERATOR}/${seed}/${index}`);
    // What is not known of an input is drawn apart, so that the same seed gives the same households to every policy.
    const rest = new RandomStream(`${GENERATOR}/${seed}/${index}/rest`);
    for (let i = 0; i < units; i++) {
      const household = drawHousehold(households);
      yield {
        id: String(index * CHUNK_UNITS + i + 1).padStart(ID_DIGITS, '0'),
        values: unitDrawers.map((draw) => draw(household, rest)),
        members: list === undefined ? [] : household.persons.map((person) => memberDrawers.map((draw) => draw(person, rest))),
      };
    }
  }
  return { fields, ...(list === undefined ? {} : { list: { name: list[0], fields: memberFields } }), chunk };
};
