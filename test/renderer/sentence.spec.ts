/** Messages of the engine on screen: sentences, in which names stay as they are. */
import { expect, it } from 'vitest';
import { sentence } from '../../src/renderer/components/format/sentence.ts';

it.each([
  ['the file is empty', 'The file is empty.'],
  ['did you mean "income"?', 'Did you mean "income"?'],
  ['households.csv has no column "incme"', 'households.csv has no column "incme".'],
  ['/tmp/a.probity exists already.', '/tmp/a.probity exists already.'],
  ['it was refused (nobody said why.)', 'It was refused (nobody said why.)'],
  ['"plenty" is no number', '"plenty" is no number.'],
  ['ky-ktap@1.0.0 is published', 'ky-ktap@1.0.0 is published.'],
])('%s', (message, written) => {
  expect(sentence(message)).toBe(written);
});
