import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { build } from 'vite';

/** Rebuilds widget and demo on every save (reload the page) and restarts the relay on its own. */
for (const name of ['widget', 'demo']) {
  const configFile = `${name}/vite.config.ts`;
  await build({ configFile, logLevel: 'warn' });
  watchFolders([name, 'shared'], () => void build({ configFile, logLevel: 'warn' }));
}
// Node's own watcher follows what the relay imports; the built script is read, not imported.
const relay = [
  '--watch',
  '--watch-preserve-output',
  '--watch-path=server',
  '--watch-path=shared',
  '--watch-path=dist/widget',
];
spawn(process.execPath, [...relay, 'server/start.js'], { stdio: 'inherit' });

function watchFolders(folders: string[], changed: () => void) {
  let pending: NodeJS.Timeout | undefined;
  for (const folder of folders) {
    watch(folder, { recursive: true }, () => {
      clearTimeout(pending);
      pending = setTimeout(changed, 150);
    });
  }
}
