/** Whether the instructions in a bundle are the program's: whoever pastes them into a shell had better know. */
import { PROGRAM_VERSION } from '../../model/program-version.ts';
import type { Check } from '../../model/trust.ts';
import { bundleReadme } from '../readme/bundle-readme.ts';
import { checkOf, notChecked } from './check.ts';
import type { OpenBundle } from './open-bundle.ts';

export const checkReadme = ({ manifest, readme }: OpenBundle): Check => {
  const what = 'The instructions in README.txt are those that the program writes';
  const { version } = manifest.program;
  if (version !== PROGRAM_VERSION)
    return notChecked(
      what,
      `The bundle says to be of version ${version}; this is ${PROGRAM_VERSION}. Paste nothing of it that you have not read.`,
    );
  const flaw =
    readme === bundleReadme(manifest)
      ? undefined
      : 'README.txt: it is not the text that this program writes. Paste nothing of it into a shell.';
  return checkOf(what, flaw, 'They are, letter by letter.');
};
