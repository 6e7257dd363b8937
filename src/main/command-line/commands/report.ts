/** `report …`: the report of an impact run as a PDF file, its preview, its check, and what is added to a report that was written. */
import { resolve } from 'node:path';
import type { ReportFile } from '../../../engine/contract/evidence-operations.ts';
import type { Engine, InputOf, TaskEnd } from '../../../engine/contract.ts';
import { writeNewFile } from '../../../engine/file/write-new-file.ts';
import type { SignerInfo } from '../../../engine/model/index.ts';
import { refuse } from '../../../engine/model/problem.ts';
import { REPORT_SECTIONS, type ReportSectionId } from '../../../engine/model/report-request.ts';
import { countText } from '../../../engine/report/amount-text.ts';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { ask, inWorkspace, waitFor } from '../engine-calls.ts';
import { readSecret, secretOptions } from '../read-secret.ts';
import { readTextFile } from '../read-text-file.ts';
import { VERIFY_OPTIONS, verifyEvidence } from '../verify-evidence.ts';

type Answer = Extract<TaskEnd, { readonly status: 'completed' }>['answer'];

const CONTENT_OPTIONS = {
  title: { value: 'text', help: 'instead of the title that follows from the policies' },
  office: { value: 'text', help: 'who publishes it, as it stands above the title' },
  section: {
    value: 'name',
    repeatable: true,
    help: `only these sections, in this order: ${REPORT_SECTIONS.join(', ')}; all if none is given`,
  },
  case: { value: 'unit-id', repeatable: true, help: 'a case to be told with its reasons; this discloses its facts' },
  'remarks-file': { value: 'F', help: 'a text file with what the author says, set below the summary; empty lines part paragraphs' },
} as const satisfies Command['options'];

const readSection = (text: string): ReportSectionId => {
  const message = `--section is "${text}"`;
  return (
    REPORT_SECTIONS.find((id) => id === text) ?? refuse('invalid', message, [{ message, expected: `one of ${REPORT_SECTIONS.join(', ')}` }])
  );
};

const readRequest = (context: CommandContext): InputOf<'report.preview'>['request'] => {
  const [title, office, remarks] = [context.option('title'), context.option('office'), context.option('remarks-file')];
  const sections = context.options('section').map(readSection);
  return {
    ...(title === undefined ? {} : { title }),
    ...(office === undefined ? {} : { office }),
    ...(remarks === undefined ? {} : { remarks: readTextFile(remarks) }),
    ...(sections.length === 0 ? {} : { sections }),
    cases: [...context.options('case')],
  };
};

/** By identifier, or by a name that only one has. */
const findSigner = (signers: readonly SignerInfo[], named: string): SignerInfo => {
  const found = signers.filter(({ id, name }) => id === named || name === named);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const message = found.length === 0 ? `no signer is called "${named}"` : `${found.length} signers are called "${named}"`;
  return refuse(found.length === 0 ? 'not-found' : 'invalid', message, [
    {
      message,
      expected: signers.length === 0 ? 'a signer: make one with "signer create"' : `one of ${signers.map(({ id }) => id).join(', ')}`,
    },
  ]);
};

const readSigner = async (engine: Engine, context: CommandContext): Promise<Pick<InputOf<'report.export'>, 'signer'>> => {
  const named = context.option('signer');
  if (named === undefined) return {};
  const { id, asks } = findSigner((await ask(engine, 'signer.list', {})).signers, named);
  if (asks === 'nothing') return { signer: { id } };
  return { signer: { id, secret: await readSecret(context, asks === 'pin' ? 'pin' : 'passphrase') } };
};

const signatureLine = ({ signed, digest }: ReportFile): string => {
  if (digest !== undefined) return `  waits for its signature: sign the SHA-256 digest ${digest}, then "report complete"`;
  return signed ? '  signed' : '  not signed';
};

const describeReport = (report: ReportFile): readonly string[] => [
  `Wrote ${report.path}, ${countText(report.bytes)} bytes`,
  `  SHA-256 ${report.sha256}`,
  signatureLine(report),
];

export const reportOf = (answer: Answer): ReportFile => {
  if (!('report' in answer)) throw new Error('the task did not answer with a report');
  return answer.report;
};

const finish = async (engine: Engine, context: CommandContext, task: string): Promise<number> => {
  const report = reportOf((await waitFor(engine, context.terminal, task)).answer);
  context.terminal.print(...(context.json ? [JSON.stringify(report)] : describeReport(report)));
  return EXIT.done;
};

const exportReport: Command = {
  name: 'report export',
  summary: 'Writes the report of an impact run as a PDF file with its evidence attached, signed if a signer is named.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: {
    output: { value: 'report.pdf', short: 'o', required: true, help: 'file to write; a PDF that is there is replaced' },
    ...CONTENT_OPTIONS,
    signer: { value: 'id|name', help: 'who signs it; "signer list" shows them' },
    ...secretOptions('passphrase', 'pin'),
  },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const signer = await readSigner(engine, context);
      const { task } = await ask(engine, 'report.export', {
        run: context.argument('run'),
        outPath: resolve(context.requiredOption('output')),
        request: readRequest(context),
        ...signer,
      });
      return finish(engine, context, task);
    }),
};

const preview: Command = {
  name: 'report preview',
  summary: 'Writes the report of an impact run as one HTML page, as it would be printed; nothing is recorded.',
  positionals: { ws: '<ws>', run: '<run>' },
  options: { output: { value: 'page.html', short: 'o', required: true, help: 'file to write; it must not be there' }, ...CONTENT_OPTIONS },
  run: (context) =>
    inWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'report.preview', { run: context.argument('run'), request: readRequest(context) });
      const { answer } = await waitFor(engine, context.terminal, task);
      if (!('html' in answer)) throw new Error('the task did not answer with a page');
      const path = resolve(context.requiredOption('output'));
      const { bytes } = await writeNewFile(path, answer.html);
      context.terminal.print(context.json ? JSON.stringify({ path, bytes }) : `Wrote ${path}`);
      return EXIT.done;
    }),
};

/** With a workspace its trail is told of the file; without one the file is all there is. */
const withOptionalWorkspace = (context: CommandContext, work: (engine: Engine) => Promise<number>): Promise<number> =>
  context.withEngine(async (engine) => {
    const path = context.option('workspace');
    if (path !== undefined) await ask(engine, 'workspace.open', { path, takeUp: false });
    return work(engine);
  });

const WORKSPACE_OPTION = { workspace: { value: '<ws>', help: 'the workspace whose trail is told of the new file' } } as const;

const verify: Command = {
  name: 'report verify',
  summary: 'Checks a report: its signature over the whole file, its attached evidence, and the checkpoint that it prints.',
  positionals: { file: '<report.pdf>' },
  options: VERIFY_OPTIONS,
  run: (context) => verifyEvidence(context, 'report'),
};

const complete: Command = {
  name: 'report complete',
  summary: 'Puts a signature that was made elsewhere into a report that waits for it.',
  positionals: { file: '<report.pdf>' },
  options: {
    signature: { value: 'F', required: true, help: 'the signature: raw, DER, base64 or PEM' },
    output: { value: 'signed.pdf', short: 'o', required: true, help: 'file to write; a PDF that is there is replaced' },
    ...WORKSPACE_OPTION,
  },
  run: (context) =>
    withOptionalWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'report.complete', {
        path: resolve(context.argument('file')),
        signaturePath: resolve(context.requiredOption('signature')),
        outPath: resolve(context.requiredOption('output')),
      });
      return finish(engine, context, task);
    }),
};

const timestampRequest: Command = {
  name: 'report timestamp-request',
  summary: 'Writes the RFC 3161 request over the signature of a signed report, for a timestamping authority.',
  positionals: { file: '<report.pdf>' },
  options: { output: { value: 'report.tsq', short: 'o', required: true, help: 'file to write' } },
  run: (context) =>
    context.withEngine(async (engine) => {
      const { task } = await ask(engine, 'report.timestampRequest', {
        path: resolve(context.argument('file')),
        outPath: resolve(context.requiredOption('output')),
      });
      const { answer } = await waitFor(engine, context.terminal, task);
      if (!('file' in answer)) throw new Error('the task did not answer with a file');
      const { file } = answer;
      context.terminal.print(context.json ? JSON.stringify(file) : `Wrote ${file.path}, ${countText(file.bytes)} bytes`);
      return EXIT.done;
    }),
};

const timestamp: Command = {
  name: 'report timestamp',
  summary: 'Puts the answer of a timestamping authority into a signed report: PAdES B-T.',
  positionals: { file: '<report.pdf>' },
  options: {
    response: { value: 'report.tsr', required: true, help: 'the RFC 3161 response' },
    output: { value: 'stamped.pdf', short: 'o', required: true, help: 'file to write; a PDF that is there is replaced' },
    ...WORKSPACE_OPTION,
  },
  run: (context) =>
    withOptionalWorkspace(context, async (engine) => {
      const { task } = await ask(engine, 'report.timestamp', {
        path: resolve(context.argument('file')),
        responsePath: resolve(context.requiredOption('response')),
        outPath: resolve(context.requiredOption('output')),
      });
      return finish(engine, context, task);
    }),
};

export const reportCommands: readonly Command[] = [exportReport, preview, verify, complete, timestampRequest, timestamp];
