/** Compares the populations in their tables with what the audit trail says was stored, refused and sealed. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { sha256Hex } from '../../model/sha256.ts';
import { columnHash } from '../../population/column-codec.ts';
import { fingerprint } from '../../population/fingerprint.ts';
import { type Comparison, compareCommitment, NOTHING_TO_COMPARE, type ObjectCheck } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import { chunkBytes, chunkHeads } from './chunk-store.ts';
import { allPopulations, findPopulation, populationSecret, quarantineCount, readQuarantine, sealedDetail } from './population-store.ts';

/** What the trail says of a population that is there. */
type Recorded = { columns: number; refused: number; secretHash: unknown; erased: boolean };

export const populationCheck: ObjectCheck = {
  kinds: [
    'population.begun',
    'population.chunk',
    'population.quarantined',
    'population.sealed',
    'population.discarded',
    'population.secret-erased',
  ],
  begin: (reader) => {
    const stored = new Map(allPopulations(reader).map((row) => [row.id, row]));
    const recorded = new Map<string, Recorded>();
    const heads = cachedHeads(reader);

    const compareStored = (entry: AuditEntry, id: string): Comparison => {
      const known = recorded.get(id);
      if (known === undefined) return { checked: 0, wrong: `no entry says that population ${id} was begun` };
      switch (entry.kind) {
        case 'population.chunk':
          known.columns += Number(entry.detail?.columns);
          return compareChunk(reader, entry, id, heads(id));
        case 'population.quarantined':
          known.refused += Number(entry.detail?.rows);
          return compareRefused(reader, entry, id);
        case 'population.secret-erased':
          known.erased = true;
          return NOTHING_TO_COMPARE;
        default:
          return compareSealed(reader, entry, id, heads(id));
      }
    };

    return {
      compare: (entry) => {
        const id = String(entry.subject.population);
        if (entry.kind === 'population.begun') {
          recorded.set(id, { columns: 0, refused: 0, secretHash: entry.detail?.secret, erased: false });
          const name = stored.get(id)?.name;
          return name === undefined || name === entry.detail?.name
            ? NOTHING_TO_COMPARE
            : { checked: 1, wrong: `population ${id} has another name` };
        }
        if (entry.kind === 'population.discarded') {
          recorded.delete(id);
          return stored.has(id) ? { checked: 1, wrong: `population ${id} is there, though it was discarded` } : NOTHING_TO_COMPARE;
        }
        // What is not there may have been discarded, as a later entry will then say; a sealed one may not.
        if (!stored.has(id))
          return entry.kind === 'population.sealed' ? { checked: 0, wrong: `population ${id} is missing` } : NOTHING_TO_COMPARE;
        return compareStored(entry, id);
      },
      leftOver: () => {
        const unrecorded = [...stored.keys()].find((id) => !recorded.has(id));
        if (unrecorded !== undefined) return `no entry records population ${unrecorded}`;
        for (const [id, said] of recorded) {
          const difference = stored.has(id) ? surplusOf(reader, id, said, heads(id).length) : `population ${id} is missing`;
          if (difference !== undefined) return difference;
        }
        return undefined;
      },
    };
  },
};

type Heads = ReturnType<typeof chunkHeads>;

/** Heads of the population looked at last: the entries of one stand together. */
const cachedHeads = (reader: Reader): ((population: string) => Heads) => {
  let last: { readonly population: string; readonly heads: Heads } | undefined;
  return (population) => {
    if (last?.population !== population) last = { population, heads: chunkHeads(reader, population) };
    return last.heads;
  };
};

/** Each column's bytes must give its hash, and all hashes together what the entry commits to. */
const compareChunk = (reader: Reader, entry: AuditEntry, population: string, heads: Heads): Comparison => {
  const columns = heads.filter(({ chunk }) => chunk === entry.subject.chunk);
  const what = `chunk ${entry.subject.chunk} of population ${population}`;
  if (columns.length !== entry.detail?.columns)
    return { checked: 0, wrong: `${what} has ${columns.length} columns, ${entry.detail?.columns} were recorded` };
  for (const [i, { sha256, ...head }] of columns.entries()) {
    const data = chunkBytes(reader, population, { ...head, sha256 });
    if (columnHash({ ...head, data }) !== sha256) {
      return { checked: i + 1, wrong: `column "${head.column}" of ${what} is not what was recorded` };
    }
  }
  const hashes = columns.map(({ sha256 }) => sha256);
  const committed = compareCommitment(reader, entry, hashes, what);
  return committed.checked === 0 || committed.wrong !== undefined ? committed : { checked: columns.length };
};

const compareRefused = (reader: Reader, entry: AuditEntry, population: string): Comparison => {
  const [from, limit] = [Number(entry.detail?.from), Number(entry.detail?.rows)];
  const { rows } = readQuarantine(reader, population, { after: from, limit });
  return compareCommitment(
    reader,
    entry,
    rows.map((row) => ({ ...row })) as Json,
    `the refused rows from ${from} on of population ${population}`,
  );
};

const compareSealed = (reader: Reader, entry: AuditEntry, population: string, heads: Heads): Comparison => {
  const info = findPopulation(reader, population);
  if (info === undefined) return { checked: 0, wrong: `population ${population} is not sealed any more` };
  const detail = sealedDetail(info, fingerprint(heads.map(({ sha256 }) => sha256)));
  const same = entry.detail !== undefined && canonicalJson(detail) === canonicalJson(entry.detail);
  const whole = same && info.fingerprint === detail.fingerprint && info.sealedAt === entry.at;
  return whole ? { checked: 1 } : { checked: 1, wrong: `population ${population} is not what was sealed` };
};

/** What a population has beside what was recorded. */
const surplusOf = (reader: Reader, population: string, said: Recorded, columns: number): string | undefined => {
  const refused = quarantineCount(reader, population);
  if (columns !== said.columns) return `population ${population} has ${columns} columns of chunks, and ${said.columns} are recorded`;
  if (refused !== said.refused) return `population ${population} has ${refused} refused rows, and ${said.refused} are recorded`;
  const secret = populationSecret(reader, population);
  if (said.erased) return secret === undefined ? undefined : `the secret of population ${population} is there again, though it was erased`;
  if (secret === undefined) return `the secret of population ${population} was erased without an entry`;
  return sha256Hex(secret) === said.secretHash ? undefined : `the secret of population ${population} is another one than was recorded`;
};
