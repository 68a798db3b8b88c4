import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An HTTP server on the loopback that can vanish and come back at the same port. */
export type RestartableServer = {
  readonly port: number;
  /** From here on connections are refused; open ones are cut. */
  goDown: () => Promise<void>;
  comeBack: () => Promise<void>;
};

/** Clients in this very process shall see the cut before they send on such a connection. */
const CUT_IS_NOTICED_MS = 10;

export async function listenOnLoopback(
  listener: RequestListener,
  firstPort: number,
): Promise<RestartableServer> {
  let server: Server | null = null;
  let port = firstPort;

  async function comeBack(): Promise<void> {
    if (server !== null) return;
    server = createServer(listener);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = portOf(server.address());
  }

  async function goDown(): Promise<void> {
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    server = null;
    await closed;
    await sleep(CUT_IS_NOTICED_MS);
  }

  await comeBack();
  return {
    get port() {
      return port;
    },
    goDown,
    comeBack,
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
