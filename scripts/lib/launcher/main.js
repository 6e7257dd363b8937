/**
 * Starts the app whose folder is named on the command line. An Electron distribution has this as its default app; one that was taken from a
 * packaged product does not, and starts what lies in its resources/app instead: this.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// Switches of Chromium and Node may stand before the folder.
const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
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
await import(pathToFileURL(join(appFolder, main)).href);
