/**
 * Compiles the JSON Schemas of documents to code when the program is bundled, instead of at every start: `import { validate }
 * from '…/policy.schema.json?validator'`. Compiling them holds a thread for a tenth of a second.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _, Ajv2020 } from 'ajv/dist/2020.js';
import ajvStandalone from 'ajv/dist/standalone/index.js';
import { inProject } from './project.mjs';

const asked = /\/([^/]+)\.schema\.json\?validator$/;
/** Not a path, so that nothing else takes it for JSON. */
const prefix = '\0schema-validator:';
const runtime = inProject('src', 'engine', 'document', 'schema-runtime.ts');

/** `strictRequired` is off because the branches of a choice name required keys that are declared outside of them. */
const createAjv = () => {
  const code = { source: true, esm: true, formats: _`formats` };
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true, code });
  // Only its name goes into the code.
  ajv.addFormat('date', () => true);
  const folder = inProject('templates', 'schema');
  for (const name of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return ajv;
};

/** The code of a validator, which takes from our own files what Ajv would take from its package. */
const validatorCode = (kind) => {
  const ajv = createAjv();
  const validate = ajv.getSchema(`urn:probity:schema:${kind}`);
  if (validate === undefined) throw new Error(`there is no schema of ${kind} documents`);
  const code = ajvStandalone.default(ajv, validate).replaceAll('require("ajv/dist/runtime/ucs2length").default', 'textLength');
  if (code.includes('require(')) throw new Error(`the schema of ${kind} documents asks for something that ${runtime} does not have`);
  return `import { formats, textLength } from ${JSON.stringify(runtime)};\n${code}`;
};

/** @returns {import('vite').Plugin} */
export const schemaValidators = () => ({
  name: 'schema-validators',
  enforce: 'pre',
  resolveId: (source) => {
    const kind = asked.exec(source)?.[1];
    return kind === undefined ? undefined : prefix + kind;
  },
  load: (id) => (id.startsWith(prefix) ? validatorCode(id.slice(prefix.length)) : undefined),
});
