/** `evidence verifier`: writes the stand-alone verifier, one page for a browser, and says by which hash others know it. */
import page from '../../../../resources/probity-verifier.html?raw';
import { writeSmallFile } from '../../../engine/file/write-small-file.ts';
import { type Command, EXIT } from '../command.ts';

/** A page of this or another version. */
const isVerifier = (content: Uint8Array): boolean => Buffer.from(content).includes('<title>Probity evidence verifier</title>');

export const evidenceVerifier: Command = {
  name: 'evidence verifier',
  summary: 'Writes the page that checks evidence in a browser, without this program and without a network.',
  positionals: {},
  options: { output: { value: 'file.html', short: 'o', required: true, help: 'file to write' } },
  run: async ({ terminal, json, requiredOption }) => {
    const file = await writeSmallFile({ outPath: requiredOption('output'), content: page, replaces: isVerifier });
    terminal.print(
      ...(json
        ? [JSON.stringify(file)]
        : [
            `Wrote ${file.path}`,
            `  SHA-256 ${file.sha256}`,
            '  Whoever checks evidence takes the page from where the program is published, or compares this hash with the published one:',
            '  a verifier that comes from whoever is checked proves nothing.',
          ]),
    );
    return EXIT.done;
  },
};
