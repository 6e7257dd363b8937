/** The first rows of a source file, for a person to look at before an import. */
import type { SourcePreview } from '../model/population.ts';
import { type Problem, Refusal } from '../model/problem.ts';
import { openSource } from './open-source.ts';

/** A longer cell is cut: a preview is for the eye. */
const CELL_CHARACTERS_MAX = 200;

/**
 * Header and first rows of a source file. What is wrong with the file comes as problems, as far as it shows in what was read;
 * refuses (`unreadable`) only a file that cannot be read at all.
 */
export const previewSource = async (path: string, rowsMax: number): Promise<SourcePreview> => {
  try {
    const reader = await openSource(path);
    try {
      const rows: (readonly string[])[] = [];
      const problems: Problem[] = [...reader.notes];
      for await (const batch of reader.batches()) {
        for (let row = 0; row < batch.rows && rows.length < rowsMax; row++) {
          const flaw = batch.flaw(row);
          if (flaw !== undefined) problems.push({ document: reader.name, row: batch.line(row), message: flaw });
          rows.push(Array.from({ length: batch.fieldCount(row) }, (_, index) => batch.text(row, index).slice(0, CELL_CHARACTERS_MAX)));
        }
        if (rows.length >= rowsMax) break;
      }
      return { columns: reader.columns, rows, problems };
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (error instanceof Refusal && error.failure.kind === 'invalid')
      return { columns: [], rows: [], problems: error.failure.problems ?? [] };
    throw error;
  }
};
