import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { abandonCalls } from '../server/calls/abandon-calls.ts';
import { readConfig } from '../server/config.ts';
import { openStore } from '../server/store/open-store.ts';

/**
 * Run once after a database was put back from a copy, before a relay starts on it: ends what waits
 * in it, because it may have been called after the copy was made.
 */
if (existsSync('.env')) loadEnvFile('.env');
const store = await openStore(readConfig(process.env).databaseUrl);
const count = await abandonCalls(store, new Date());
await store.close();
process.stdout.write(
  `${count} unfinished calls were ended. The owner finds them with ?reason=unresolved.\n`,
);
