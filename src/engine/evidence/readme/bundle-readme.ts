/** The README.txt of a bundle: what each file is, and how to check all of it by hand. */
import type { EvidenceManifest } from '../../model/evidence-manifest.ts';
import script from './check-by-hand.sh?raw';
import text from './readme.txt?raw';

/**
 * Nothing of a bundle's data stands in it: the script is to be pasted into a shell, where a policy's name must never become a command. All that
 * differs is which program wrote it.
 */
export const bundleReadme = ({ program, format }: Pick<EvidenceManifest, 'program' | 'format'>): string =>
  `${text}${script}\nWritten by Probity ${program.version}, format ${format}.\n`;
