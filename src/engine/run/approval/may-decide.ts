/** Who may decide an approval that waits. */
import type { PendingApproval } from '../../model/run.ts';
import { OWNER } from '../../store/member/member-store.ts';
import type { Wait } from '../run-state.ts';

/** Who asks, with the roles that they hold in the workspace. */
export type Viewer = { readonly actor: string; readonly roles: readonly string[] };

export type ApprovalWait = Extract<Wait, { readonly for: 'approval' }>;

const listed = (roles: readonly string[]): string =>
  roles.length === 1 ? `the role ${roles[0]}` : `one of the roles ${roles.slice(0, -1).join(', ')} and ${roles.at(-1)}`;

export const mayDecide = ({ roles, notBy }: ApprovalWait, viewer: Viewer): PendingApproval['mayDecide'] => {
  if (viewer.actor === notBy) return { allowed: false, why: 'Whoever started the run may not decide this step.' };
  if (viewer.roles.includes(OWNER) || roles.some((role) => viewer.roles.includes(role))) return { allowed: true };
  return { allowed: false, why: `This asks for ${listed(roles)}, which ${viewer.actor} does not hold.` };
};
