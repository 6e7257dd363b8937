/** The opposite of Probity's window: an Electron app with none of its guards, so that a test can show that what it tries does get out there. Opens the address it is given. */
import { app, BrowserWindow } from 'electron';

// Not awaited here: Electron is ready only once this file has been run.
app.whenReady().then(() => new BrowserWindow().loadURL(process.argv.at(-1)));
