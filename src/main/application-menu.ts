/** The menu: without what makes no sense here, with what the keys for copying, zooming and closing hang on. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { copy } from './copy.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Reloading and looking inside are for whoever develops the program. */
const viewItems = (): MenuItemConstructorOptions[] => [
  ...(app.isPackaged ? [] : ([{ role: 'reload' }, { role: 'toggleDevTools' }, separator] as const)),
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  separator,
  { role: 'togglefullscreen' },
];

export const setApplicationMenu = (): void => {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? ([{ role: 'appMenu' }] as const) : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: copy.menu.view, submenu: viewItems() },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
};
