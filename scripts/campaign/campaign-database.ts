import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startTestPostgres } from '../../server/store/test-postgres.ts';
import type { FaultMode } from './fault-proxy.ts';
import { startFaultProxy } from './fault-proxy.ts';

export type Engine = 'sqlite' | 'postgres';
/** `power_cut`: the server is killed and started again. SQLite knows one fault: another has it locked. */
export type DatabaseFault = FaultMode | 'power_cut';

/** A database that can fail, and what relays call it. */
export type CampaignDatabase = {
  url: string;
  suffer(fault: DatabaseFault): Promise<void>;
  end(): Promise<void>;
};

/** A statement has many round trips: this makes a transaction take a good part of a second. */
const LATENCY_MS = 20;

export function startCampaignDatabase(engine: Engine): Promise<CampaignDatabase> {
  return engine === 'postgres' ? behindProxy() : inFile();
}

async function behindProxy(): Promise<CampaignDatabase> {
  const server = await startTestPostgres();
  const line = await startFaultProxy(server.port, { latencyMs: LATENCY_MS });
  const url = new URL(await server.database());
  url.port = String(line.port);
  return {
    url: url.href,
    async suffer(fault) {
      if (fault !== 'power_cut') return line.set(fault);
      await server.kill();
      await server.start();
    },
    async end() {
      await line.close();
      await server.stop();
    },
  };
}

async function inFile(): Promise<CampaignDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'ringlet-campaign-'));
  const file = join(folder, 'ringlet.db');
  let shell: Database.Database | null = null;
  return {
    url: `file:${file}`,
    async suffer(fault) {
      shell?.close();
      shell = fault === 'pass' ? null : new Database(file, { timeout: 50 });
      try {
        shell?.exec('begin immediate');
      } catch {
        // The relay was quicker.
      }
    },
    async end() {
      shell?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
