/** The workspace's own row. */
import type { Reader, Writer } from '../handle.ts';
import getWorkspace from './sql/get-workspace.sql?raw';
import insertWorkspace from './sql/insert-workspace.sql?raw';

export type WorkspaceRow = { readonly id: string; readonly name: string; readonly createdAt: string };

export const readWorkspace = (reader: Reader): WorkspaceRow => {
  const row = reader.one<WorkspaceRow>(getWorkspace);
  if (row === undefined) throw new Error('a workspace file without its workspace row');
  return row;
};

export const addWorkspace = (writer: Pick<Writer, 'run'>, row: WorkspaceRow): void => {
  writer.run(insertWorkspace, row);
};
