import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startRelay } from './relay.ts';
import { welcome } from './welcome.ts';

try {
  if (existsSync('.env')) loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const relay = await startRelay(config, log);
  process.stdout.write(welcome(relay, config));
  let isStopping = false;
  const stop = async () => {
    // A second Ctrl-C means now: everything accepted is on disk anyway.
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info('stopping');
    await relay.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  process.stderr.write(explain(error as NodeJS.ErrnoException & { port?: number }));
  process.exit(1);
}

/** What the owner can mend is said in words; only what is our fault comes with its stack. */
function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  if (error instanceof ConfigError) {
    const faults = error.message.replace(/^/gm, '  ');
    return `Ringlet cannot start. In the environment or .env, please mend:\n${faults}\n`;
  }
  if (error.code === 'EADDRINUSE') {
    return `Ringlet cannot start.\n  PORT: ${error.port} is taken by another program; choose another one\n`;
  }
  return `Ringlet cannot start.\n${error.stack}\n`;
}
