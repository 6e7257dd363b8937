/** Written limits of the FEEL room: what a source may ask for before it is refused or gives a null with a cause. */

/** UTF-16 units of one expression. */
export const SOURCE_LENGTH_MAX = 50_000;

/** Levels of brackets in a source. */
export const BRACKET_DEPTH_MAX = 100;

/**
 * Levels of lezer-feel's tree: every recursive walk relies on this bound, and about twice as many fit on the stack. A chain of n
 * operators has n levels.
 */
export const TREE_DEPTH_MAX = 1_000;

/**
 * lezer cuts its own stack where branches or brackets nest deep, with an error where it goes on (seen from 550 levels on). From this
 * depth on a syntax error is told as a source that is nested too deep.
 */
export const ERROR_DEPTH_MAX = 500;

/**
 * Items that one evaluation of one expression may visit: each round of a `for`, `some`, `every` or filter, and each item of a
 * list that a function takes, all together. It bounds the time of nested loops.
 */
export const ITEMS_MAX = 500_000;

/**
 * Levels of trees that functions calling functions may nest, all together. Each level takes some hundred bytes of the stack.
 */
export const CALL_LEVELS_MAX = 1_200;

/** Parts of a list or context, with those of its parts, however often the same one stands in it; and levels of nesting. */
export const VALUE_PARTS_MAX = 1_000_000;
export const VALUE_DEPTH_MAX = 200;

/** Causes of nulls that one evaluation tells. */
export const WARNINGS_MAX = 100;

/** Bits above and below the line of a number: bounds repeated multiplication, also from decision to decision. */
export const NUMBER_BITS_MAX = 4_096;

/** Digits after the point that a rounding function may be asked for, and before it where negative: those of decimal128. */
export const ROUNDING_SCALE_MAX = 6_176;
export const ROUNDING_SCALE_MIN = -6_111;

/** UTF-16 units of a text that an operator or function gives. */
export const TEXT_LENGTH_MAX = 1_000_000;

/** Items of a list that an operator or function gives. */
export const LIST_LENGTH_MAX = 500_000;

/** Items that `sort` puts in order by a function, which is called about 40 times for each. */
export const SORTED_BY_FUNCTION_MAX = 20_000;

/** Entries of one trace; after them only their number is kept. */
export const TRACE_ENTRIES_MAX = 10_000;

/** Syntax errors that are looked for in one source, and the length up to which what was expected is searched for. */
export const REPAIRS_MAX = 5;
export const REPAIR_LENGTH_MAX = 4_000;

/** Steps that the search for a pattern may take in one call, ways it may keep open, and instructions that a pattern may have. */
export const PATTERN_STEPS_MAX = 5_000_000;
export const PATTERN_CHOICES_MAX = 500_000;
export const PATTERN_SIZE_MAX = 50_000;
