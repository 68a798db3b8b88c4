import { cmsTests } from './cms-tests.ts';
import { findBrowsers } from './find-browsers.ts';
import { summarize } from './summarize.ts';

/** The plugins: their PHP in every version, and the packages in real WordPresses. */
summarize(await cmsTests(await findBrowsers()));
