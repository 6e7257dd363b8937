/** What no verdict on a file of evidence can show, as sentences. */

const OWNER =
  'Whoever owns the key of the log could have written another history and signed that instead: compare the fingerprint of the key and the root with what others hold.';

export const LOG_LIMITS: readonly string[] = [OWNER];

export const BUNDLE_LIMITS: readonly string[] = [
  OWNER,
  "By whom, when and with which build the bundle was made is what the program told the log: no key shows that the name is a person's, the clock was right, and the program of that build honest. Its cases are counted there, and not named.",
  'The facts in explanations are as the program read them: those that no policy asks for could be others, and running the impact again with the population is what checks the rest.',
  'What the other entries of the log say, of this run too, such as further appeals, and what was recorded after the checkpoint, is not shown.',
  'A witness, an authority or a signer counts for as much as you know that its key is theirs: whoever made the file can have made such keys as well.',
  'Whether the source files of the population are true lies outside of what any program can show.',
];

export const REPORT_LIMITS: readonly string[] = [
  'Whether the certificate of the signer is to be trusted is for whoever knows the office: compare its fingerprint.',
  'That the text of the report says what its bundle says is not checked; the bundle is what the figures are to be held against.',
];

export const PROOF_LIMITS: readonly string[] = [OWNER, 'A proof shows that the entry was recorded, not that what it says is true.'];
