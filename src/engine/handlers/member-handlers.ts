/** The people of a workspace and their roles. */
import { refuse } from '../model/problem.ts';
import { listMembers, OWNER, rolesOf, setMember } from '../store/member/member-store.ts';
import type { Handlers } from './handler.ts';

export const memberHandlers = {
  'member.list': (_input, context) => context.workspace().store.read(listMembers),

  'member.set': (member, context) => {
    const { store } = context.workspace();
    // Whoever is no member may work with the workspace, but not make themselves one.
    const roles = store.read((reader) => rolesOf(reader, context.actor));
    if (!roles.includes(OWNER)) refuse('forbidden', `Only an owner gives roles, and ${context.actor} is none.`);
    store.change(context.actor, (writer) => setMember(writer, member));
    return null;
  },
} satisfies Partial<Handlers>;
