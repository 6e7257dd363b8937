/** Starts runs for the commands that do so. */
import type { JsonObject } from '../model/json.ts';
import type { StartOptions } from '../run/new-runs.ts';
import type { HandlerContext } from './handler.ts';

/** Gives the run's id once it is written. */
export const startRun = async (
  context: HandlerContext,
  template: string,
  input: JsonObject,
  options: StartOptions = {},
): Promise<string> => {
  const run = await context.workspace().runner.startSoon(template, input, options);
  context.workspaceChanged();
  return run;
};

/** Leaves out what was not given: the template's own schema says what may be absent. */
export const given = (input: object): JsonObject => JSON.parse(JSON.stringify(input)) as JsonObject;
