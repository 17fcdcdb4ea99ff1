// The stand-in under the names that `import { app } from 'electron'` asks for, for a program run outside of the test runner.

import { electron } from './electron-stand-in.ts';

export const { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, shell } = electron;
