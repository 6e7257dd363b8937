/** Compares members with the entries that gave them their roles. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { ObjectCheck } from '../audit/object-check.ts';
import type { MemberRow } from './member-store.ts';
import countMembers from './sql/count-members.sql?raw';
import getMember from './sql/get-member.sql?raw';

export const memberCheck: ObjectCheck = {
  kinds: ['member.set'],
  begin: (reader) => {
    const names = new Set<string>();
    return {
      compare: ({ index, subject, detail }) => {
        const name = String(subject.member);
        names.add(name);
        const row = reader.one<MemberRow>(getMember, { name });
        if (row === undefined) return { checked: 0, wrong: `member ${name} is missing` };
        // A later entry gave other roles, and is compared with the row in its turn.
        if (row.entry > index) return { checked: 0 };
        const same = row.entry === index && detail?.roles !== undefined && row.roles === canonicalJson(detail.roles);
        return same ? { checked: 1 } : { checked: 1, wrong: `the roles of ${name} are not what was recorded` };
      },
      leftOver: () =>
        reader.one<{ readonly count: number }>(countMembers)?.count === names.size
          ? undefined
          : 'the number of members is not what the entries record',
    };
  },
};
