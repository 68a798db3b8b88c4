import { startTestPostgres } from '../server/store/test-postgres.ts';

/** One PostgreSQL for a whole run; workers find it by the environment. */
export default async function startPostgres(): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  process.env['TEST_POSTGRES_URL'] = server.url;
  return () => server.stop();
}
