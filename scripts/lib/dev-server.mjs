/** Runs electron-vite inside the runtime's own Node, and lets the app that it starts be an app again. */
delete process.env.ELECTRON_RUN_AS_NODE;
await import('../../node_modules/electron-vite/dist/cli.js');
