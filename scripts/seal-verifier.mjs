/** `node scripts/seal-verifier.mjs`: after a change of the stand-alone verifier, writes the hashes into it and its own hash beside it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './lib/project.mjs';
import { hashLine, sealPage } from './lib/verifier-page.mjs';

const path = inProject('resources', 'probity-verifier.html');
const page = sealPage(readFileSync(path, 'utf8'));
writeFileSync(path, page);
writeFileSync(`${path}.sha256`, hashLine(page));
process.stdout.write(hashLine(page));
