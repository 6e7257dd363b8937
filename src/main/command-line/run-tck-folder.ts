/** Reads the folder of the DMN TCK and runs its cases. */
import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type TckFile, type TckReport, TckRun } from '../../engine/dmn/tck/run-tck.ts';
import { utcOf } from '../../engine/feel/index.ts';
import { type Problem, Refusal, refuse } from '../../engine/model/problem.ts';
import { readTextFile } from './read-text-file.ts';

/** Levels of folders that are walked, and files that are read. */
const FOLDER_DEPTH_MAX = 12;
const FILES_MAX = 20_000;

/** Links are not followed: a folder could lead back to itself. */
const foldersUnder = (root: string): string[] => {
  const folders: string[] = [];
  const walk = (folder: string, depth: number): void => {
    folders.push(folder);
    if (depth >= FOLDER_DEPTH_MAX) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) walk(join(folder, entry.name), depth + 1);
  };
  walk(root, 0);
  return folders.sort();
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(dmn|xml)$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();

/** A file that cannot be read spoils its own cases and no others. */
const readFiles = (paths: readonly string[], problems: Problem[]): TckFile[] =>
  paths.flatMap((path) => {
    try {
      return [{ path: path.split(sep).join('/'), text: readTextFile(path) }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ document: path, message: error.message });
      return [];
    }
  });

const demandFolder = (folder: string): string => {
  const root = resolve(folder);
  const isFolder = statSync(root, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? root : refuse('unreadable', `"${folder}" is no folder that can be read`);
};

/** Runs all cases under a folder. */
export const runTckFolder = (folder: string): TckReport => {
  const root = demandFolder(folder);
  const run = new TckRun(() => utcOf(Date.now()));
  const unread: Problem[] = [];
  let count = 0;
  for (const inner of foldersUnder(root)) {
    const paths = filesIn(inner);
    count += paths.length;
    if (count > FILES_MAX) return refuse('invalid', `"${folder}" has more than ${FILES_MAX} files`);
    if (paths.some((path) => path.endsWith('.xml'))) run.folder(readFiles(paths, unread));
  }
  const report = run.report();
  const problems = [...unread, ...report.problems].map((problem) => ({ ...problem, document: relative(root, problem.document ?? '') }));
  if (Object.keys(report.levels).length > 0) return { ...report, problems };
  const expected = 'folders with test cases of the DMN TCK (*.dmn and *-test-*.xml)';
  return refuse(
    'invalid',
    `"${folder}" holds no test cases`,
    problems.length > 0 ? problems : [{ message: `"${folder}" holds no test cases`, expected }],
  );
};
