/** Rules of steps that contradict each other, beyond what the schema can say. */
import type { Problem } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import type { PlacedBlock } from './each-step.ts';

export const checkRules = (_document: TemplateDocument, _blocks: readonly PlacedBlock[], _tasks: TaskRegistry): readonly Problem[] => [];
