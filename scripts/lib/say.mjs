/** Tells a person what a script does. On stderr always: stdout belongs to the command that the script runs. */
export const say = (line) => {
  process.stderr.write(`${line}\n`);
};
