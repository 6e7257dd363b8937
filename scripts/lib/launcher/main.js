/**
 * Starts the app whose folder is named on the command line. An Electron distribution has this as its default app; one that was taken from a
 * packaged product does not, and starts what lies in its resources/app instead: this.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** As in the default app: modules to load first, by `-r`, and the first argument that is no switch of Chromium or Node. */
const readLine = (line) => {
  const modules = [];
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '-r' || line[at] === '--require') {
      at += 1;
      modules.push(line[at]);
    } else if (!line[at].startsWith('-')) return { modules, folder: line[at] };
  }
  return { modules, folder: undefined };
};

const { modules, folder } = readLine(process.argv.slice(1));
if (folder === undefined) {
  process.stderr.write('Name the folder of the app to start, for example: electron .\n');
  process.exit(2);
}

const appFolder = resolve(folder);
const { main, name, productName, version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(appFolder);
const require = createRequire(join(appFolder, 'package.json'));
for (const module of modules) require(resolve(module));
await import(pathToFileURL(join(appFolder, main)).href);
