/** `template add|publish|list`: workflow templates of a workspace. */
import { documentCommands } from './document.ts';

export const templateCommands = documentCommands('template', 'workflow template', ['workflow']);
