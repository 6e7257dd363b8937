/** A small policy of households with members, with an input of every type. */
import type { Mapping, PolicyDocument } from '../../src/engine/model/index.ts';

export const householdPolicy: PolicyDocument = {
  kind: 'policy',
  id: 'household-help',
  version: '1.0.0',
  title: 'Household help',
  unit: 'household',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2, min: '0', max: '1000000' },
    size: { type: 'integer', min: 1, max: 20 },
    region: { type: 'enum', values: ['north', 'south'] },
    disabled: { type: 'boolean', nullable: true },
    since: { type: 'date', nullable: true },
    members: {
      type: 'list',
      of: { age: { type: 'integer', min: 0, max: 130 }, earned: { type: 'decimal' }, name: { type: 'string', nullable: true } },
    },
  },
  parameters: {},
  decisions: {
    outcome: { type: 'enum', values: ['ELIGIBLE', 'NOT_ELIGIBLE'], feel: 'if income < 1000 then "ELIGIBLE" else "NOT_ELIGIBLE"' },
    benefit: { type: 'decimal', scale: 2, feel: 'max(0, 1000 - income - floor(sum(members.earned)))' },
  },
  outcome: 'outcome',
  amounts: ['benefit'],
  tests: [],
};

export const householdMapping: Mapping = {
  kind: 'mapping',
  units: { key: 'id' },
  members: { key: 'id', fields: { age: 'age', earned: 'earned', name: 'name' } },
  inputs: { income: 'income', size: 'size', region: 'region', disabled: 'disabled', since: 'since' },
};

export const householdCsv = {
  units: [
    'id,income,size,region,disabled,since',
    'h1,1200.50,2,north,true,2024-02-29',
    'h2,0,1,south,,',
    'h3,99.9,3,north,FALSE,1999-12-31',
    '',
  ].join('\n'),
  members: [
    'id,age,earned,name',
    'h1,30,100/3,"Ada ""the first"""',
    'h3,7,0,',
    'h2,80,1e2,Bo',
    'h1,31,2.005,Cy',
    'h3,8,0,Di',
    'h3,40,1,Ed',
    '',
  ].join('\n'),
};
