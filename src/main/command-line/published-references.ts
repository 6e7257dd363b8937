/** Documents that a command names by id, by id@version or by file; files are published on the way in. */
import type { Engine } from '../../engine/contract.ts';
import type { PolicyDocument, ReformDocument } from '../../engine/model/index.ts';
import { demandValue, refuse } from '../../engine/model/problem.ts';
import { applyReform } from '../../engine/policy/apply-reform.ts';
import { type CheckedDocument, checkDocumentText } from '../../engine/policy/check-document-text.ts';
import { ask } from './engine-calls.ts';
import { readTextFile } from './read-text-file.ts';

type DocumentFile = CheckedDocument & { readonly name: string; readonly body: string };

/** Whether a name is that of a file: it has a folder in it or ends as JSON files do. Identifiers never do. */
export const isFileName = (named: string): boolean => /[\\/]|\.json$/i.test(named);

const readFile = (name: string): DocumentFile => {
  const body = readTextFile(name);
  return { ...demandValue(checkDocumentText(body, name)), name, body };
};

/** A reform may change a policy that this command publishes too; any other the workspace has to have. */
const demandApplicable = async (
  engine: Engine,
  { name, body, value }: DocumentFile,
  policies: readonly PolicyDocument[],
): Promise<void> => {
  const reform = value as ReformDocument;
  const policy = policies.find(({ id, version }) => id === reform.of.policy && version === reform.of.version);
  if (policy !== undefined) {
    demandValue(applyReform(policy, reform, name));
    return;
  }
  const { problems } = await ask(engine, 'document.check', { body, name });
  if (problems.length > 0) refuse('invalid', `"${name}" cannot be applied`, problems);
};

/** References of all that is named, in its order. Every file is read and checked before the first is published. */
export const publishedReferences = async (engine: Engine, named: readonly string[]): Promise<readonly string[]> => {
  const files = named.filter(isFileName).map(readFile);
  const policies = files.filter(({ kind }) => kind === 'policy');
  const reforms = files.filter(({ kind }) => kind === 'reform');
  const documents = policies.map(({ value }) => value as PolicyDocument);
  for (const reform of reforms) await demandApplicable(engine, reform, documents);
  const published = new Map<string, string>();
  for (const { name, body } of [...policies, ...reforms]) {
    const { id, version } = await ask(engine, 'document.publish', { body, name });
    published.set(name, `${id}@${version}`);
  }
  return named.map((name) => published.get(name) ?? name);
};
