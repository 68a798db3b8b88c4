import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What is built, from which sources. The relay runs its TypeScript as it is. */
const TARGETS = [
  { name: 'widget', sources: ['widget/**/*', 'shared/**/*.ts'] },
  { name: 'demo', sources: ['demo/**/*'] },
];

/** Builds what is stale and says so; a start on a built tree costs nothing. */
for (const { name, sources } of TARGETS) {
  const stamp = `dist/${name}.stamp`;
  const fingerprint = fingerprintOf([...sources, 'package-lock.json']);
  const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
  if (isFresh) continue;
  // Loaded only when needed: a start on a built tree is ready within a second.
  const { build } = await import('vite');
  process.stdout.write(`Building the ${name} ...\n`);
  await build({ configFile: `${name}/vite.config.ts`, logLevel: 'warn' });
  mkdirSync('dist', { recursive: true });
  writeFileSync(stamp, fingerprint);
}

function fingerprintOf(patterns: string[]): string {
  const hash = createHash('sha256');
  const files = globSync(patterns, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .toSorted();
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}
