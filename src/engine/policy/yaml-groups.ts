/** The people and groups of a YAML test, as OpenFisca and PolicyEngine write them, taken apart into values of the unit and of its members. */

import type { TextPlace } from '../document/parse-document.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../document/parse-yaml.ts';
import { didYouMean } from '../feel/index.ts';
import type { Problem } from '../model/problem.ts';

/** One variable that a test gives or expects. `person`: its index; without it the value stands for the unit, or for all people at once. */
export type Assignment = { readonly name: string; readonly entry: YamlEntry; readonly person?: number; readonly isOfGroup: boolean };

/** The words under which a test lists its persons. */
const PEOPLE = new Set(['people', 'persons', 'person', 'members']);
const MEMBERS = 'members';

const PERIOD_KEY = /^(?:\w+:)?\d{4}(?:-\d{2}){0,2}$/;

/** A variable with values by period, `{ 2024-01: 100 }`, and no group. */
export const isDated = (node: YamlMap): boolean => node.entries.length > 0 && node.entries.every(({ key }) => PERIOD_KEY.test(key));

const textsOf = (node: YamlNode): readonly string[] => {
  if (node.kind === 'scalar') return [node.text];
  return node.kind === 'list' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])) : [];
};

/** Goes through the input of a test, and then with the same people through its output. */
export class GroupReader {
  readonly problems: (Problem & TextPlace)[] = [];
  /** Names of the persons, in their order. */
  readonly people: string[] = [];
  /** Whether the input lists persons at all: a unit without members is another thing than one whose members are not told. */
  namesPeople = false;
  private readonly isVariable: (name: string) => boolean;

  /** `isVariable`: whether the policy knows a variable of that name. */
  constructor(isVariable: (name: string) => boolean) {
    this.isVariable = isVariable;
  }

  /** `defines`: persons that are named here are added; else they have to be known. */
  read(map: YamlMap, defines: boolean): Assignment[] {
    // Persons may stand below the groups that name them.
    const people = map.entries.filter(({ key }) => PEOPLE.has(key));
    const others = map.entries.filter(({ key }) => !PEOPLE.has(key));
    if (defines && people.length > 0) this.namesPeople = true;
    return [...people.flatMap((entry) => this.persons(entry, defines)), ...others.flatMap((entry) => this.unitOrGroup(entry))];
  }

  private note({ place }: { readonly place: TextPlace }, message: string, rest: Partial<Problem> = {}): void {
    this.problems.push({ ...rest, ...place, message });
  }

  private persons({ key, value, place }: YamlEntry, defines: boolean): Assignment[] {
    if (value.kind !== 'map') {
      this.note({ place }, `"${key}" has its persons by name`, { expected: `${key}: { person1: { age: 30 } }` });
      return [];
    }
    return value.entries.flatMap((person) => {
      if (defines) this.people.push(person.key);
      const index = this.people.indexOf(person.key);
      if (index === -1) {
        this.note(person, `there is no person "${person.key}" in the input`, didYouMean(person.key, this.people));
        return [];
      }
      if (person.value.kind !== 'map') {
        if (person.value.kind !== 'scalar' || person.value.text !== '') this.note(person, 'a person has variables by name');
        return [];
      }
      return person.value.entries.map((entry): Assignment => ({ name: entry.key, entry, person: index, isOfGroup: false }));
    });
  }

  private unitOrGroup(entry: YamlEntry): Assignment[] {
    const { key, value } = entry;
    if (value.kind !== 'map' || isDated(value) || this.isVariable(key)) return [{ name: key, entry, isOfGroup: false }];
    // "households: { household: { … } }", or with one of them "household: { … }".
    const isPlural = value.entries.every((inner) => inner.value.kind === 'map' && !isDated(inner.value));
    if (!isPlural) return this.group(entry, value);
    if (value.entries.length > 1) {
      this.note(entry, `"${key}" has ${value.entries.length} groups, and a test is about one unit`);
      return [];
    }
    return value.entries.flatMap((inner) => this.group(inner, inner.value as YamlMap));
  }

  private group(group: YamlEntry, map: YamlMap): Assignment[] {
    const variables: Assignment[] = [];
    let persons: readonly string[] | undefined;
    for (const entry of map.entries) {
      const isRole = entry.key === MEMBERS || (!this.isVariable(entry.key) && this.areAllPeople(textsOf(entry.value)));
      if (isRole) persons = [...(persons ?? []), ...this.members(entry)];
      else variables.push({ name: entry.key, entry, isOfGroup: true });
    }
    const outside = this.people.filter((name) => persons !== undefined && !persons.includes(name));
    if (variables.length > 0 && outside.length > 0) {
      this.note(group, `"${group.key}" has variables, and not all persons are its members: ${outside.join(', ')}`, {
        expected: 'one unit that all persons belong to',
      });
    }
    return variables;
  }

  private areAllPeople(names: readonly string[]): boolean {
    return names.length > 0 && names.every((name) => this.people.includes(name));
  }

  private members(entry: YamlEntry): readonly string[] {
    const names = textsOf(entry.value);
    for (const name of names) {
      if (!this.people.includes(name)) this.note(entry, `there is no person "${name}"`, didYouMean(name, this.people));
    }
    return names;
  }
}
