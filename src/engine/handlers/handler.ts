/** What the engine's operations are carried out with. */
import type { AnswerOf, EngineEvent, OperationName, ParsedInputOf } from '../contract.ts';
import type { Port } from '../port.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { OpenWorkspace } from './open-workspace.ts';

export type HandlerContext = {
  readonly port: Port;
  readonly actor: string;
  readonly emit: (event: EngineEvent) => void;
  /** Work that goes on after its command has answered. */
  readonly tasks: BackgroundTasks;
  /** Refusal 'not-found' where no workspace is open. */
  workspace(): OpenWorkspace;
  findWorkspace(): OpenWorkspace | undefined;
  /** Opens another workspace in the place of the open one (null: none), which is then closed, and tells listeners. */
  replaceWorkspace(open: (() => OpenWorkspace) | null): Promise<void>;
  /** Tells listeners that the counts of the workspace have changed. */
  workspaceChanged(): void;
};

export type Handler<Name extends OperationName> = (
  input: ParsedInputOf<Name>,
  context: HandlerContext,
) => AnswerOf<Name> | Promise<AnswerOf<Name>>;

/** One for every operation: a missing one is an error of types. */
export type Handlers = { readonly [Name in OperationName]: Handler<Name> };
