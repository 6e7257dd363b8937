/** Which program this is, as it writes it into files. */
import manifest from '../../../package.json' with { type: 'json' };

export const PROGRAM_VERSION: string = manifest.version;
