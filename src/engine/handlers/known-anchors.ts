/** Everything that is known here to remember states of an open workspace's trail: what the workspace keeps, and what this machine has seen. */
import type { Anchor } from '../model/trust.ts';
import { listAnchors } from '../store/audit/anchor-store.ts';
import type { OpenWorkspace } from './open-workspace.ts';

/** Newest first. */
export const knownAnchors = ({ store, memory }: Pick<OpenWorkspace, 'store' | 'memory'>): readonly Anchor[] => {
  const seenHere = memory.seenHere();
  const kept = store.read(listAnchors).map(({ anchor }) => seenHere(anchor));
  return [...kept, ...memory.sightings()].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.size - a.size));
};
