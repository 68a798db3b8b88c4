import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Locked = { optionalDependencies?: Record<string, string>; resolved?: string };

test.each([
  ['package-lock.json', 50],
  ['e2e/wordpress/package-lock.json', 0],
])('%s holds every platform, whichever registry wrote it, and names no registry', (file, least) => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(wanted.length).toBeGreaterThanOrEqual(least);
  // Mend with `node scripts/complete-lock.ts`.
  expect(wanted.filter((name) => !packages[`node_modules/${name}`])).toEqual([]);
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
