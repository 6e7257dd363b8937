/** Members of the workspace and the roles in which they decide approvals. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Member } from '../../model/member.ts';
import { listEntries } from '../audit/audit-store.ts';
import type { Reader, Writer } from '../handle.ts';
import getMember from './sql/get-member.sql?raw';
import insertMember from './sql/insert-member.sql?raw';
import listMembersSql from './sql/list-members.sql?raw';
import updateMember from './sql/update-member.sql?raw';

/** Whoever made the workspace has this role for good, and whoever has it holds every other. */
export const OWNER = 'owner';

/** A member as the row holds them; `roles` is a JSON array. */
export type MemberRow = { readonly name: string; readonly roles: string; readonly entry: number };

const inOrder = (roles: readonly string[]): readonly string[] => [...new Set(roles)].toSorted();

/** Gives a member these roles instead of those they had; none takes all away. */
export const setMember = (writer: Writer, { name, roles }: Member): void => {
  const given = inOrder(roles);
  const { index } = writer.record({ kind: 'member.set', subject: { member: name }, detail: { roles: given as Json } });
  const known = writer.one<MemberRow>(getMember, { name }) !== undefined;
  writer.run(known ? updateMember : insertMember, { name, roles: canonicalJson(given as Json), entry: index });
};

const creatorOf = (reader: Reader): string => {
  const [genesis] = listEntries(reader, 0, 1);
  if (genesis === undefined) throw new Error('a workspace without a first entry');
  return genesis.actor;
};

const withOwner = (roles: readonly string[]): readonly string[] => inOrder([OWNER, ...roles]);

/** The roles that somebody was given; of a name that nobody was given roles under, none. */
export const rolesOf = (reader: Reader, name: string): readonly string[] => {
  const row = reader.one<MemberRow>(getMember, { name });
  const roles = row === undefined ? [] : (JSON.parse(row.roles) as readonly string[]);
  return name === creatorOf(reader) ? withOwner(roles) : roles;
};

/** Everybody with a role, by name. */
export const listMembers = (reader: Reader): readonly Member[] => {
  const creator = creatorOf(reader);
  const rows = reader.all<MemberRow>(listMembersSql).map(({ name, roles }) => ({ name, roles: JSON.parse(roles) as readonly string[] }));
  const members = rows.some(({ name }) => name === creator) ? rows : [...rows, { name: creator, roles: [] }];
  return members
    .map((member) => (member.name === creator ? { ...member, roles: withOwner(member.roles) } : member))
    .filter(({ roles }) => roles.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
};
