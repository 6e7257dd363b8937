/** Ends the process with one clear sentence where Node is too old. Every script imports this first, in syntax that old Node reads. */
const nodeMajorMin = 20;

if (Number(process.versions.node.split('.')[0]) < nodeMajorMin) {
  process.stderr.write(
    `Probity needs Node ${nodeMajorMin} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'Next: install a newer Node, for example from https://nodejs.org, and run the same command again.\n',
  );
  process.exit(1);
}
