/** Check 5: the documents are those that were published, and those that the run was planned with. */

import { counted } from '../../model/counted.ts';
import type { Check } from '../../model/trust.ts';
import { bundleSides } from './bundle-sides.ts';
import { checkOf, type Flaw, firstFlaw } from './check.ts';
import { findEntry } from './find-entry.ts';
import type { BundleDocument, OpenBundle } from './open-bundle.ts';

const publishedFlaw = (bundle: OpenBundle, { path, kind, id, version, hash }: BundleDocument): Flaw => {
  const entry = findEntry(bundle, { kind: 'document.published', subject: { kind, id, version } });
  if (typeof entry === 'string') return `${path}: ${entry}`;
  return entry.detail?.hash === hash
    ? undefined
    : `${path}: its SHA-256 is ${hash}; entry ${entry.index} says that ${String(entry.detail?.hash)} was published.`;
};

/** The template is what the run's start names. */
const templateFlaw = (bundle: OpenBundle): Flaw => {
  const started = findEntry(bundle, { kind: 'run.started', subject: { run: bundle.manifest.run } });
  if (typeof started === 'string') return started;
  const { template, version, hash } = started.detail ?? {};
  const found = bundle.documents.find((document) => document.kind === 'workflow');
  if (found === undefined) return 'The template that the run followed is missing among the documents.';
  return found.id === template && found.version === version && found.hash === hash
    ? undefined
    : `${found.path}: it is not the template that entry ${started.index} says the run followed.`;
};

const flawOf = (bundle: OpenBundle): Flaw => {
  const { baseline, reforms } = bundle.plan.value;
  const pins = [baseline, ...reforms].flatMap(({ documents }) => documents);
  const stranger = bundle.documents.find(
    ({ kind, id, version }) => kind !== 'workflow' && !pins.some((pin) => pin.kind === kind && pin.id === id && pin.version === version),
  );
  if (stranger !== undefined) return `${stranger.path}: the run was not planned with it.`;
  if (bundle.documents.filter(({ kind }) => kind === 'workflow').length > 1) return 'There is more than one template among the documents.';
  const published = firstFlaw(bundle.documents, (document) => publishedFlaw(bundle, document)) ?? templateFlaw(bundle);
  if (published !== undefined) return published;
  const sides = bundleSides(bundle);
  return typeof sides === 'string' ? sides : undefined;
};

export const checkDocuments = (bundle: OpenBundle): Check =>
  checkOf(
    'The documents are those that were published and pinned',
    flawOf(bundle),
    `${counted(bundle.documents.length, 'document')} with the SHA-256 of the entries; put together they give the policies that the plan pins.`,
  );
