/** Runs npm quietly and says in plain words why it failed. */
import { spawnSync } from 'node:child_process';
import { Fault } from './fault.mjs';
import { projectRoot } from './project.mjs';
import { asNode } from './start-runtime.mjs';

/** npm itself tells its scripts where it lies; otherwise it is looked up in PATH. */
const npmCommand = (node) => {
  const path = process.env.npm_execpath;
  return path?.endsWith('npm-cli.js') ? [node, path] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
};

const knownReasons = [
  [
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/,
    'the npm registry cannot be reached',
    'connect this machine, or set registry or proxy in .npmrc, and run the same command again',
  ],
  [
    /\b(EACCES|EPERM|EROFS)\b/,
    'npm may not write here',
    'make the project folder and ~/.npm writable for you, and run the same command again',
  ],
  [/\bENOSPC\b/, 'the disk is full', 'free some space (about 1.5 GB are needed), and run the same command again'],
  [
    /\bEUSAGE\b/,
    'package.json and package-lock.json do not agree',
    'run "npm install --package-lock-only --ignore-scripts", then the same command again',
  ],
  [/\bEINTEGRITY\b/, 'a package is not the one that package-lock.json pins', 'run "npm cache clean --force", then the same command again'],
];

/**
 * @param {readonly string[]} args
 * @param {{ cwd?: string, node?: string }} [options] `node`: the runtime whose version packages are chosen for, if npm can be run by it
 * @returns {string} what npm printed on stdout
 * @throws {Fault} if npm is absent or fails
 */
export const npm = (args, { cwd = projectRoot, node = process.execPath } = {}) => {
  const [command, ...first] = npmCommand(node);
  const ended = spawnSync(command, [...first, ...args], {
    cwd,
    env: node === process.execPath ? process.env : asNode(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (ended.error)
    throw new Fault(`npm could not be started: ${ended.error.message}`, 'install npm (it comes with Node), and run the same command again');
  if (ended.status === 0) return ended.stdout;
  const told = `${ended.stderr}${ended.stdout}`.trim();
  const [, reason, next] = knownReasons.find(([pattern]) => pattern.test(told)) ?? [
    undefined,
    'npm told this',
    `run "npm ${args.join(' ')}" by hand to see more, then the same command again`,
  ];
  throw new Fault(`npm ${args[0]}: ${reason}\n${errorLines(told)}`, next);
};

/** npm's own words without its warnings; the cause comes first, the usage after it. */
const errorLines = (text) => {
  const linesMax = 10;
  const lines = text.split('\n').filter((line) => !/^npm warn|^npm error\s+at /.test(line) && line.replace('npm error', '').trim() !== '');
  return lines
    .slice(0, linesMax)
    .map((line) => `  ${line}`)
    .join('\n');
};
