/** Each role may do what the roles below it may, and nothing more. */
import { expect, test } from 'vitest';
import { allows, type Role } from '../../../src/engine/model/role.ts';

const MAY: readonly (readonly [held: Role, needed: readonly Role[]])[] = [
  ['viewer', ['viewer']],
  ['analyst', ['viewer', 'analyst']],
  ['owner', ['viewer', 'analyst', 'owner']],
];

test.each(MAY)('%s', (held, needed) => {
  expect((['viewer', 'analyst', 'owner'] as const).filter((role) => allows(held, role))).toEqual(needed);
});
