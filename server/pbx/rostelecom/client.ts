import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';
import { type Exchange, postOnce } from './exchange.ts';
import { type Credentials, signedHeaders } from './signature.ts';

export type ClientOptions = Credentials & {
  /** `https://api.cloudpbx.rt.ru`; a path in it is kept. */
  apiUrl: string;
  /** PEM. The vendor's chain ends in a state authority that standard stores do not hold. */
  ca?: string | undefined;
  requestTimeoutMs: number;
  exchanged?: ExchangeEar | undefined;
};

/** Is told of every request: what became of it, and how long that took. */
export type ExchangeEar = (method: string, exchange: Exchange, seconds: number) => void;

/** Speaks the vendor's transport: signed POSTs, one method per path, also for reads. */
export type Client = {
  post(method: string, body: Record<string, unknown>): Promise<Exchange>;
  close(): Promise<void>;
};

/** A call list of a busy domain has megabytes; an answer beyond this is a fault, not a list. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

export function createClient(options: ClientOptions): Client {
  const { origin, pathname } = new URL(options.apiUrl);
  const agent = new Agent({
    connect: { timeout: options.requestTimeoutMs, ...trust(options.ca) },
    maxResponseSize: LARGEST_ANSWER_BYTES,
  });
  return {
    async post(method, content) {
      // Written once: the string that is signed is the string that is sent.
      const body = JSON.stringify(content);
      const begun = performance.now();
      const exchange = await postOnce(agent, {
        origin,
        path: `${pathname.replace(/\/$/, '')}/${method}`,
        headers: signedHeaders(body, options),
        body,
        timeoutMs: options.requestTimeoutMs,
      });
      options.exchanged?.(method, exchange, (performance.now() - begun) / 1000);
      return exchange;
    },
    close: () => agent.destroy(),
  };
}

/**
 * The cabinet hands out the API's own certificate, not always its root, hence the partial chain:
 * whatever stands in the file is an anchor. Verification as such stays on in every case.
 */
function trust(ca: string | undefined) {
  return ca === undefined ? {} : { ca: [...rootCertificates, ca], allowPartialTrustChain: true };
}
