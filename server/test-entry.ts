import { CRASH_POINTS, type CrashPoint } from './calls/crash-point.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startRelay } from './relay.ts';

/**
 * A relay that kills itself: `main.ts` for the fault campaign. `CRASH_AT` names the point,
 * `CRASH_PASSES` how often it is passed before; without a name it is an ordinary relay.
 */
const { CRASH_AT, CRASH_PASSES = '0' } = process.env;

/** The request is put on its socket in a later turn of the loop, and the PBX needs time to take it. */
const LATER_MS: Partial<Record<CrashPoint, number>> = { pbx_asked: 15 };

if (CRASH_AT && !CRASH_POINTS.some((point) => point === CRASH_AT)) {
  throw new Error(`no such crash point: ${CRASH_AT}`);
}
let passesLeft = Number(CRASH_PASSES);
const die = () => process.kill(process.pid, 'SIGKILL');
const reached = (point: CrashPoint) => {
  if (point !== CRASH_AT || passesLeft-- > 0) return;
  process.stdout.write(`crashed at ${point}\n`);
  const laterMs = LATER_MS[point];
  if (laterMs === undefined) die();
  else setTimeout(die, laterMs);
};

const config = readConfig(process.env);
const relay = await startRelay(config, createLog(config.logLevel), { reached });
process.once('SIGTERM', () => void relay.close().then(() => process.exit(0)));
