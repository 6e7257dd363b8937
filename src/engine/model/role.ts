/** Roles, from the one that may only look to the one that may do everything. */
export type Role = 'viewer' | 'analyst' | 'owner';

const ORDER: readonly Role[] = ['viewer', 'analyst', 'owner'];

/** The highest of these that the roles hold; the lowest where they hold none, such as those that only decide approvals. */
export const highestRole = (roles: readonly string[]): Role => ORDER.findLast((role) => roles.includes(role)) ?? 'viewer';

/** Whether somebody with the role `held` may do what asks for `needed`. */
export const allows = (held: Role, needed: Role): boolean => ORDER.indexOf(held) >= ORDER.indexOf(needed);
