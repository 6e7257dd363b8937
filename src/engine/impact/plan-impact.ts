/** Turns what a person asks for into a plan: references become pinned documents, and everything is checked before anything runs. */
import type { ImpactJobSide } from '../job/protocol.ts';
import type { Json } from '../model/json.ts';
import type { PolicyDocument, ReformDocument } from '../model/policy-document.ts';
import type { PopulationInfo } from '../model/population.ts';
import { type Problem, refuse } from '../model/problem.ts';
import { applyReform } from '../policy/apply-reform.ts';
import { openPopulation } from '../population/open-population.ts';
import { documentHash, findDocument, getPublished, type StoredDocument } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import type { DocumentPin, ImpactPlan, PlannedSide } from './impact-plan.ts';
import { outcomesOf } from './outcomes.ts';
import { groupProblems, populationProblems } from './population-fit.ts';

export type ImpactRequest = {
  /** Identifier or name. */
  readonly population: string;
  readonly baseline: string;
  /** References of reforms or policies; without a date of its own a reform is evaluated at the baseline's. */
  readonly reforms: readonly { readonly reference: string; readonly date?: string | undefined }[];
  readonly date: string;
  readonly by: readonly string[];
};

type ResolvedSide = { readonly side: PlannedSide; readonly policy: PolicyDocument };

const pinOf = ({ kind, id, version, hash }: StoredDocument): DocumentPin => ({ kind: kind as DocumentPin['kind'], id, version, hash });

const policySide = (document: StoredDocument, date: string): ResolvedSide => {
  const policy = JSON.parse(document.body) as PolicyDocument;
  const { title, id, version } = policy;
  return { policy, side: { title, policy: id, version, hash: document.hash, date, documents: [pinOf(document)] } };
};

const reformSide = (reader: Reader, document: StoredDocument, date: string): ResolvedSide => {
  const reform = JSON.parse(document.body) as ReformDocument;
  const original = getPublished(reader, 'policy', `${reform.of.policy}@${reform.of.version}`);
  const patched = applyReform(JSON.parse(original.body) as PolicyDocument, reform);
  if (!patched.ok) return refuse(patched.failure.kind, patched.failure.message, patched.failure.problems);
  const policy = patched.value;
  const hash = documentHash(policy as unknown as Json);
  const { title, id } = reform;
  const documents = [pinOf(document), pinOf(original)];
  return { policy, side: { title, policy: policy.id, version: policy.version, hash, reform: id, date, documents } };
};

/** A reform, or a policy to be compared as it stands. */
const changedSide = (reader: Reader, reference: string, date: string): ResolvedSide => {
  const reform = findDocument(reader, 'reform', reference);
  if (reform !== undefined) return reformSide(reader, reform, date);
  const policy = findDocument(reader, 'policy', reference);
  return policy === undefined ? refuse('not-found', `No published reform or policy "${reference}".`) : policySide(policy, date);
};

const describePopulation = ({ id, name, units, members, fingerprint }: PopulationInfo): ImpactPlan['population'] => ({
  id,
  name,
  units,
  members,
  fingerprint,
});

/** Refusals: 'not-found' for a population or document that is not there; 'invalid' with all the reasons why they do not go together. */
export const planImpact = (reader: Reader, request: ImpactRequest): ImpactPlan => {
  const population = openPopulation(reader, request.population);
  const baseline = policySide(getPublished(reader, 'policy', request.baseline), request.date);
  const reforms = request.reforms.map(({ reference, date }) => changedSide(reader, reference, date ?? request.date));
  const policies = [baseline, ...reforms].map(({ policy }) => policy);
  const problems: readonly Problem[] = [
    ...policies.flatMap((policy) => populationProblems(policy, population)),
    ...groupProblems(request.by, baseline.policy, population.info),
  ];
  if (problems.length > 0) refuse('invalid', `The population "${population.info.name}" cannot be evaluated like this.`, problems);
  return {
    population: describePopulation(population.info),
    baseline: baseline.side,
    reforms: reforms.map(({ side }) => side),
    amount: baseline.policy.amounts[0] ?? '',
    outcomes: outcomesOf(policies),
    by: request.by,
  };
};

const loadSide = (reader: Reader, { documents, hash, date }: PlannedSide): ImpactJobSide => {
  const [first] = documents;
  if (first === undefined) throw new Error('a side without documents');
  const document = getPublished(reader, first.kind, `${first.id}@${first.version}`);
  const { policy, side } = first.kind === 'policy' ? policySide(document, date) : reformSide(reader, document, date);
  const same = side.hash === hash && side.documents.every((pin, i) => pin.hash === documents[i]?.hash);
  if (!same) refuse('unreadable', `${first.kind} ${first.id}@${first.version} is not what this run was planned with: its hash differs.`);
  return { policy, date };
};

/** The policies of a plan, ready to be evaluated. Refusal 'unreadable' where a document is no longer what was pinned. */
export const loadSides = (
  reader: Reader,
  plan: ImpactPlan,
): { readonly baseline: ImpactJobSide; readonly reforms: readonly ImpactJobSide[] } => ({
  baseline: loadSide(reader, plan.baseline),
  reforms: plan.reforms.map((side) => loadSide(reader, side)),
});
