/** What main itself says to people: dialogs and menus. The pages have a catalogue of their own. */

export const copy = {
  appName: 'Probity',
  fault: {
    title: 'Probity has to close',
    text: (ref: string, logPath: string): string =>
      `An internal error occurred. Everything that was saved is safe; open the workspace again to go on.\n\nThe log has it as ${ref}:\n${logPath}`,
  },
  dataFolder: {
    title: 'Probity cannot start',
    text: (path: string, reason: string): string =>
      `Its data folder "${path}" cannot be written (${reason}). Make the folder writable, or name another one with --user-data-dir=<folder>.`,
  },
  openOther: {
    question: (name: string): string => `Open "${name}" in place of the open workspace?`,
    detail: 'The open workspace is closed. Work that is under way in it is cancelled.',
    open: 'Open',
    stay: 'Stay',
    refused: (name: string): string => `"${name}" cannot be opened`,
  },
  files: {
    workspace: 'Probity workspace',
    csv: 'CSV, Parquet or JSON Lines',
    json: 'JSON document',
    tests: 'Tests in YAML or JSON',
    pdf: 'PDF report',
    bundle: 'Evidence bundle',
    proof: 'Proof of an entry',
    checkpoint: 'Checkpoint',
    witnessRequest: 'Witness request',
    cosignature: 'Cosignature',
    timestampRequest: 'Timestamp request',
    timestampResponse: 'Timestamp response',
    digest: 'Digest',
    certificate: 'Certificate',
    pkcs12: 'PKCS#12 file',
    key: 'Key file',
    every: 'All files',
    taken: (name: string): string => `"${name}", where the entry would go, is there already and is something else. Choose another name.`,
    notChosen: 'The file was not chosen in a dialog.',
    tooLarge: 'The file is larger than 16 MiB.',
    notText: 'The file is not UTF-8 text.',
    unreadable: (reason: string): string => `The file cannot be read (${reason}).`,
    unwritable: (reason: string): string => `The file cannot be written (${reason}).`,
  },
  refusal: {
    sender: 'The message did not come from the application’s own page.',
    unknown: 'There is no operation of this name.',
    schema: 'The message is not what this operation takes.',
    fault: 'An internal error occurred.',
  },
  printerEnded: 'The process that prints ended before the report was ready.',
  printingCancelled: 'The report was cancelled.',
  menu: { view: 'View' },
} as const;
