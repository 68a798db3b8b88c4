import { run } from './run.ts';
import { staticChecks } from './static-checks.ts';
import { summarize } from './summarize.ts';
import { unitTests } from './unit-tests.ts';

/** The quick part, for every save: types, lint, format, dead code, fast tests. */
await run('node', ['scripts/build.ts']);
summarize([...(await staticChecks()), await unitTests(['fast'])]);
