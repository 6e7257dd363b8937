/** Roles, from the one that may only look to the one that may do everything. */
export type Role = 'viewer' | 'analyst' | 'owner';

const ORDER: readonly Role[] = ['viewer', 'analyst', 'owner'];

/** Whether somebody with the role `held` may do what asks for `needed`. */
export const allows = (held: Role, needed: Role): boolean => ORDER.indexOf(held) >= ORDER.indexOf(needed);
