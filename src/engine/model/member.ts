/** People of a workspace and what they may do there. */

/**
 * `name`: as the operating system knows the person. `roles`: viewer, analyst or owner for what the program offers; any others are asked for by approval
 * steps, such as "reviewer". An owner holds them all.
 */
export type Member = { readonly name: string; readonly roles: readonly string[] };
