/** A key that was written to a file: what it is for, and the file. */
import { Text } from '@mantine/core';
import { WrittenFile } from './written-file.tsx';

type Props = { readonly text: string; readonly file: Parameters<typeof WrittenFile>[0]['file'] };

export const WrittenKey = ({ text, file }: Props) => (
  <div role="status">
    <Text size="sm" mb="xs">
      {text}
    </Text>
    <WrittenFile file={file} />
  </div>
);
