import { Router } from 'express';
import type { Pbx } from '../pbx/pbx.ts';
import type { Store } from '../store/store.ts';

/** Strangers may ask; they must not make the relay ask the PBX every time. */
const REMEMBERED_MS = 5_000;

/** `/healthz`: this process answers. `/readyz`: and so do its database and its PBX. */
export function reportHealth(store: Store, pbx: Pbx, isStopping: () => boolean): Router {
  const router = Router();
  let latest: { at: number; state: Promise<{ database: boolean; pbx: boolean }> } | null = null;
  const look = () => {
    if (latest === null || Date.now() - latest.at > REMEMBERED_MS) {
      latest = { at: Date.now(), state: stateOf(store, pbx) };
    }
    return latest.state;
  };
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const state = await look();
    const isReady = state.database && state.pbx && !isStopping();
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not_ready', ...state });
  });
  return router;
}

async function stateOf(store: Store, pbx: Pbx) {
  const [database, isReachable] = await Promise.all([
    store.ping().then(
      () => true,
      () => false,
    ),
    pbx.isReachable(),
  ]);
  return { database, pbx: isReachable };
}
