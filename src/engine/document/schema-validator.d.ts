/** A validator that scripts/lib/schema-validators.mjs compiles from a JSON Schema. */
declare module '*.schema.json?validator' {
  export const validate: import('ajv').ValidateFunction;
}
