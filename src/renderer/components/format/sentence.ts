/** A message as a sentence: "the file is empty" -> "The file is empty." A name that it begins with (of a file, of a path) stays as it is. */
export const sentence = (message: string): string => {
  const begun = message.replace(/^\p{Ll}+(?=[\s,:;])/u, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.!?:…]\)?$/u.test(begun) ? begun : `${begun}.`;
};
