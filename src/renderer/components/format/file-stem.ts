/** A name as the beginning of a file's name that every file system takes: "Anna Müller" -> "Anna-Müller". */
const CHARACTERS_MAX = 80;

/** `otherwise`: where nothing of the name is left. */
export const fileStem = (name: string, otherwise: string): string => {
  const plain = name
    .trim()
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, CHARACTERS_MAX);
  return plain === '' ? otherwise : plain;
};
