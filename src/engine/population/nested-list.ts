/** Which list of a source's rows holds the members. */
import type { InputTypes } from '../model/value-type.ts';
import type { SourceReader } from './source-reader.ts';

/** The list that is named like the list input; undefined where the source has none of that name. */
export const nestedList = ({ lists }: Pick<SourceReader, 'lists'>, inputs: InputTypes): string | undefined =>
  lists.find((list) => Object.hasOwn(inputs, list) && inputs[list]?.type === 'list');
