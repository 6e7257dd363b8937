/** `run …`: runs of workflow templates. */
import type { Command } from '../command.ts';
import { runControls } from './run-control.ts';
import { runQueries } from './run-queries.ts';
import { runStart } from './run-start.ts';

export const runCommands: readonly Command[] = [runStart, ...runQueries, ...runControls];
