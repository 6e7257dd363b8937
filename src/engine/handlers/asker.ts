/** Who asks, with the roles that they hold in the open workspace. */
import type { Asker } from '../run/run-views.ts';
import { rolesOf } from '../store/member/member-store.ts';
import type { HandlerContext } from './handler.ts';

export const askerOf = ({ actor, port, workspace }: HandlerContext): Asker => ({
  viewer: { actor, roles: workspace().store.read((reader) => rolesOf(reader, actor)) },
  now: port.clock.now(),
});
