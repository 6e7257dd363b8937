/** The office or signer that a person means by its id or its name. */
import type { Engine } from '../../engine/contract.ts';
import type { OfficeInfo, SignerInfo } from '../../engine/model/index.ts';
import { refuse } from '../../engine/model/problem.ts';
import { ask } from './engine-calls.ts';

/** Refusals: 'not-found'; 'invalid' where several have the name. */
export const findIdentity = async (engine: Engine, named: string, only?: 'office'): Promise<SignerInfo | OfficeInfo> => {
  const { offices, signers } = await ask(engine, 'signer.list', {});
  const all = only === 'office' ? offices : [...offices, ...signers];
  const found = all.filter(({ id, name }) => id === named || name === named);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const what = only ?? 'office or signer';
  const message = found.length === 0 ? `no ${what} is called "${named}"` : `${found.length} of them are called "${named}"`;
  const known = (found.length === 0 ? all : found).map(({ id, name }) => `${id} (${name})`);
  const expected = known.length === 0 ? `an ${what}: make one with "signer create-office"` : `one of ${known.join(', ')}`;
  return refuse(found.length === 0 ? 'not-found' : 'invalid', message, [{ message, expected }]);
};
