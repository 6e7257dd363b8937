/**
 * The plain shapes that all rooms of the engine share.
 *
 * Glossary (the same words stand in documents, tables, screens and commands):
 * - workspace: one SQLite file `*.probity`; everything of one engagement in it.
 * - population: sealed columnar data of units (households, companies, …), each with `members` where it has them.
 * - policy: versioned document: typed inputs, parameters by date, decisions, tests. reform: a JSON Merge Patch on a pinned policy version.
 * - template: versioned document: a graph of steps. run: one execution of a pinned template; step; attempt: one try at a step.
 * - case: one unit's decision in a run. appeal: a new run with corrected evidence, linked to the original, which never changes.
 * - impact: baseline against reforms over a population: outcome transitions, gainers, losers, cost, by group.
 * - audit trail, entry: the Merkle log of every change. quarantine: source rows that were refused, kept with the reason.
 * - problem: one mistake in one place of what a person gave us. failure: an expected refusal, a value with a `kind`. fault: a bug of ours, thrown.
 */
export type * from './appeal.ts';
export type * from './audit-entry.ts';
export type * from './document.ts';
export type * from './explanation.ts';
export type * from './impact-result.ts';
export type * from './json.ts';
export type * from './mapping.ts';
export type * from './policy-document.ts';
export type * from './population.ts';
export type * from './problem.ts';
export type * from './run.ts';
export type * from './template-document.ts';
export type * from './value-type.ts';
