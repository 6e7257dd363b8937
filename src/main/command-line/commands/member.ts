/** `member list|set`: the people of a workspace and their roles. */
import { refuse } from '../../../engine/model/problem.ts';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { ask, inWorkspace } from '../engine-calls.ts';
import { textTable } from '../text-table.ts';

const list: Command = {
  name: 'member list',
  summary: 'Lists the members of a workspace with their roles.',
  positionals: { ws: '<ws>' },
  options: {},
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const members = await ask(engine, 'member.list', {});
      const rows = members.map(({ name, roles }) => [name, roles.join(', ')]);
      context.terminal.print(...(context.json ? [JSON.stringify(members)] : textTable([{ title: 'name' }, { title: 'roles' }], rows)));
      return EXIT.done;
    }),
};

/** `--roles a,b` or `--none`, not both. */
const readRoles = (context: CommandContext): readonly string[] => {
  const given = context.option('roles');
  if ((given === undefined) !== context.flag('none')) {
    const message = given === undefined ? 'neither --roles nor --none is given' : '--roles and --none are both given';
    refuse('invalid', message, [{ message, expected: 'the roles with commas between, or --none' }]);
  }
  return [...new Set((given ?? '').split(',').filter((role) => role !== ''))];
};

const set: Command = {
  name: 'member set',
  summary: 'Gives somebody roles in a workspace instead of those they had. Only an owner does that.',
  positionals: { ws: '<ws>', name: '<name>' },
  options: {
    roles: { value: 'R', help: 'with commas between: viewer, analyst, owner, reviewer, and others that approvals of templates ask for' },
    none: { help: 'take all roles away' },
  },
  run: (context) => {
    const member = { name: context.argument('name'), roles: [...readRoles(context)] };
    return inWorkspace(context, async (engine) => {
      await ask(engine, 'member.set', member);
      // Whoever made the workspace stays its owner.
      const { roles } = (await ask(engine, 'member.list', {})).find(({ name }) => name === member.name) ?? { roles: [] };
      const told = roles.length === 0 ? `${member.name} is no member any more.` : `${member.name}: ${roles.join(', ')}`;
      context.terminal.print(context.json ? JSON.stringify({ name: member.name, roles }) : told);
      return EXIT.done;
    });
  },
};

export const memberCommands: readonly Command[] = [list, set];
