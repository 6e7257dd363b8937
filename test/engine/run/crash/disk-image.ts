/** Copies of a workspace's file and its log, as a process finds them that starts after the power has failed. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outside } from './outside.ts';

/** The disk and the world outside at one moment. */
export type Image = { readonly moment: string; readonly path: string; readonly outside: Outside; readonly now: string };

/** A file of its own per case, with the log that belongs to it. */
export const copyDisk = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  for (const suffix of ['', '-wal']) if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
};

export type Images = { readonly taken: readonly Image[]; readonly point: (moment: string, outside: Outside, now: string) => void };

/** Takes an image at every moment, `most` of them at most. */
export const takeImages = (path: string, folder: string, most = Number.POSITIVE_INFINITY): Images => {
  const taken: Image[] = [];
  return {
    taken,
    point: (moment, outside, now) => {
      if (taken.length >= most) return;
      const image = {
        moment: `${taken.length}, ${moment}`,
        path: join(folder, String(taken.length), 'crashed.probity'),
        outside: outside.copy(),
        now,
      };
      copyDisk(path, image.path);
      taken.push(image);
    },
  };
};

export const dropImage = ({ path }: Image): void => rmSync(dirname(path), { recursive: true, force: true });
