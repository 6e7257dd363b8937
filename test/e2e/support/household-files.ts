/** CSV files of households and their persons for the shipped housing-support policy, with a few rows that do not fit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REGIONS = ['metropolitan', 'urban', 'rural'] as const;

/** Deterministic, spread over the limits: the same files at every run. */
const household = (number: number): { readonly unit: string; readonly members: readonly string[] } => {
  const key = `H${String(number).padStart(4, '0')}`;
  const size = 1 + (number % 4);
  const earned = 200 + ((number * 137) % 1_900);
  const disabled = number % 5 === 0 ? 'true' : 'false';
  const members = Array.from(
    { length: size },
    (_, index) => `${key},${index < 2 ? 30 + (number % 30) : 4 + index},${index === 0 ? `${earned}.50` : '0'}`,
  );
  return { unit: `${key},${(number * 61) % 900}.25,${REGIONS[number % REGIONS.length]},${disabled}`, members };
};

/** One household per line as JSON, its persons inside it, with a weight that no policy asks for. Deterministic. */
export const writeHouseholdLines = (folder: string, households: number): string => {
  const path = join(folder, 'households.jsonl');
  const lines = Array.from({ length: households }, (_, index) => {
    const { unit, members } = household(index + 1);
    const [key, income, region, disabled] = unit.split(',');
    const persons = members.map((line) => line.split(',')).map(([, age, earned]) => ({ age: Number(age), earned }));
    const weight = `${50 + (index % 7) * 12}.5`;
    return JSON.stringify({ household: key, income, region, disabled: disabled === 'true', weight, members: persons });
  });
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

export type HouseholdFiles = { readonly units: string; readonly members: string; readonly households: number; readonly refused: number };

/** Two of the rows are refused: an income that is no number, a region that is not known. */
export const writeHouseholds = (folder: string, households: number): HouseholdFiles => {
  const made = Array.from({ length: households }, (_, index) => household(index + 1));
  const units = join(folder, 'households.csv');
  const members = join(folder, 'persons.csv');
  const bad = ['B0001,much,urban,false', 'B0002,100.00,lunar,false'];
  writeFileSync(units, ['household,income,region,disabled', ...made.map(({ unit }) => unit), ...bad, ''].join('\n'));
  writeFileSync(members, ['household,age,earned', ...made.flatMap((one) => one.members), ''].join('\n'));
  return { units, members, households, refused: bad.length };
};
