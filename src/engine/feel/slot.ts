/** Bound values (of `for`, `some`, `every`, filters, tests, functions) live in numbered slots, each binder its own. */
export type Slot = number;
