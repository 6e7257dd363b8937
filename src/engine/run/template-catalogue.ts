/** The published templates of a workspace, compiled on first use. */
import { refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { getPublished, type StoredDocument } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { compileTemplate } from '../template/compile-template.ts';
import type { TemplateGraph } from '../template/template-graph.ts';

/** A template as a run pins it. */
export type PinnedGraph = { readonly graph: TemplateGraph; readonly hash: string };

export type TemplatePin = { readonly id: string; readonly version: string; readonly hash: string };

export type TemplateCatalogue = {
  /** By `id@version`, or the newest version of `id`. Refusals: 'not-found', 'invalid' where this program lacks one of its task functions. */
  pin(reader: Reader, reference: string): PinnedGraph;
  /** The version that a run has pinned. As `pin`; 'unreadable' where its content is not what was pinned. */
  find(reader: Reader, pin: TemplatePin): TemplateGraph;
};

/** Graphs are kept by hash: a version never changes, and there are as many as people have published. */
export const createTemplateCatalogue = (tasks: TaskRegistry): TemplateCatalogue => {
  const graphs = new Map<string, TemplateGraph>();
  const graphOf = ({ hash, body }: StoredDocument): TemplateGraph => {
    let graph = graphs.get(hash);
    if (graph === undefined) {
      graph = compileTemplate(JSON.parse(body) as TemplateDocument, tasks);
      graphs.set(hash, graph);
    }
    return graph;
  };
  return {
    pin: (reader, reference) => {
      const document = getPublished(reader, 'workflow', reference);
      return { graph: graphOf(document), hash: document.hash };
    },
    find: (reader, { id, version, hash }) => {
      const known = graphs.get(hash);
      if (known?.document.id === id && known.document.version === version) return known;
      const document = getPublished(reader, 'workflow', `${id}@${version}`);
      if (document.hash !== hash) refuse('unreadable', `Template ${id}@${version} is not what the run was started with: its hash differs.`);
      return graphOf(document);
    },
  };
};
