/**
 * The plain shapes that all rooms of the engine share.
 *
 * Glossary (the same words stand in documents, tables, screens and commands):
 * - workspace: one SQLite file `*.probity`; everything of one engagement in it.
 * - document: a policy, reform or workflow. draft: one that can still change. published: one that never does, known by the SHA-256 of its
 *   RFC 8785 form.
 * - policy: versioned document: typed inputs, parameters by date, decisions, tests. reform: a JSON Merge Patch on a pinned policy
 *   version.
 * - template (kind `workflow`): versioned document: a graph of steps. run: one execution of a pinned template; step; attempt: one try at
 *   a step. task function: what a step of the type `task` does.
 * - to pin: to name by version and hash, so that the same content is meant for ever.
 * - population: sealed columnar data of units (households, companies, …), each with `members` where it has them. mapping: how source
 *   columns become inputs. quarantine: source rows that were refused, kept with the reason. chunk: 16,384 units of a population, the
 *   piece that is stored and evaluated at once. fingerprint: one hash over all chunks. secret: what the salts of a population's units are
 *   derived from; it may be erased.
 * - case: one unit's decision in a run: an outcome, and amounts. evidence: corrected facts of a case. appeal: a new run with them, linked
 *   to the original, which never changes.
 * - impact: baseline against reforms over a population: outcome transitions, gainers, losers, cost, by group. side: a policy at a date,
 *   baseline or reform. result hash: root of the Merkle tree over all cases of a run.
 * - audit trail, entry: the Merkle log of every change. commitment: an HMAC in an entry, under a salt kept apart, of what must not stand
 *   in it.
 * - checkpoint: a signed statement of the trail's size and root (C2SP). proof: the path from an entry to a checkpoint's root. anchor: somebody's or
 *   something's memory of a state of the trail, outside of the workspace. witness: who signs that one checkpoint continues another.
 * - bundle: evidence of a run as one file that can be checked without this program. disclosed: said openly, with its salt. signer: an X.509 identity
 *   that signs reports. office: the root that issues them. log key: what signs a workspace's checkpoints.
 * - job: work in a process of its own, handed over in parts. task (background task): what a person waits for, with progress and an end; a
 *   run is one too.
 * - problem: one mistake in one place of what a person gave us. failure: an expected refusal, a value with a `kind`. fault: a bug of
 *   ours, thrown; kept as a failure of the kind `fault` only where a run or task has to say how it ended.
 */
export type * from './appeal.ts';
export type * from './audit-entry.ts';
export type * from './document.ts';
export type * from './evidence-manifest.ts';
export type * from './explanation.ts';
export type * from './impact-measure.ts';
export type * from './impact-result.ts';
export type * from './json.ts';
export type * from './mapping.ts';
export type * from './member.ts';
export type * from './mutation-report.ts';
export type * from './policy-document.ts';
export type * from './population.ts';
export type * from './problem.ts';
export type * from './report-request.ts';
export type * from './run.ts';
export type * from './run-stats.ts';
export type * from './signer.ts';
export type * from './sweep-result.ts';
export type * from './template-document.ts';
export type * from './trace-data.ts';
export type * from './trust.ts';
export type * from './value-type.ts';
