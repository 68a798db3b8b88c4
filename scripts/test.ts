import { browserTests } from './browser-tests.ts';
import { findBrowsers } from './find-browsers.ts';
import { run, runCheck } from './run.ts';
import { staticChecks } from './static-checks.ts';
import { summarize } from './summarize.ts';
import { unitTests } from './unit-tests.ts';

/** Everything, on a fresh machine: what it needs it installs, or says what to do. */
const tallies = [...(await staticChecks()), await runCheck('build', 'node', ['scripts/build.ts'])];
tallies.push(await unitTests(['fast', 'slow', 'postgres']));
const browsers = await findBrowsers();
tallies.push(await browserTests(browsers));
await run('node', ['scripts/print-size.ts']);
summarize(tallies);
