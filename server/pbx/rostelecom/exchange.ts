import type { Agent, Dispatcher } from 'undici';

/** What became of one HTTP request. The difference between the first two decides about repeats. */
export type Exchange =
  /** No byte of the request left this machine: it is safe to repeat. */
  | { kind: 'not_delivered'; why: string }
  /** It was (or may have been) sent and no whole answer came back: it may have been done. */
  | { kind: 'answer_lost'; why: string }
  | { kind: 'answered'; status: number; body: Buffer };

export type OutgoingRequest = {
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};

/**
 * POSTs once. Speaks to undici's dispatcher itself because that alone tells the moment when the
 * request is put on a socket: what failed before (DNS, refused, TLS, connect time-out) was certainly
 * not sent; what failed after, a reset of a reused keep-alive socket included, may have been.
 * undici repeats only idempotent requests by itself, and a POST is none. Never throws.
 */
export function postOnce(agent: Agent, request: OutgoingRequest): Promise<Exchange> {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  const handler = new OnceHandler(resolve, request.timeoutMs);
  try {
    agent.dispatch({ ...request, method: 'POST' }, handler);
  } catch (error) {
    handler.onResponseError(null, error);
  }
  return promise;
}

class OnceHandler implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #chunks: Buffer[] = [];
  #isDone = false;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #timer: NodeJS.Timeout;

  constructor(resolve: (exchange: Exchange) => void, timeoutMs: number) {
    this.#resolve = resolve;
    this.#timer = setTimeout(() => this.#giveUp(`no answer in ${timeoutMs} ms`), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The time was up while the connection was being made; nothing has been written yet.
    if (this.#isDone) controller.abort(new Error('gave up before sending'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish({ kind: 'answered', status: this.#status, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    this.#fail(nameOf(error));
  }

  #giveUp(why: string): void {
    const controller = this.#controller;
    this.#fail(why);
    controller?.abort(new Error(why));
  }

  #fail(why: string): void {
    this.#finish({ kind: this.#controller === null ? 'not_delivered' : 'answer_lost', why });
  }

  #finish(exchange: Exchange): void {
    if (this.#isDone) return;
    this.#isDone = true;
    clearTimeout(this.#timer);
    this.#resolve(exchange);
  }
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET`: a code says more than a message and holds no address. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message;
}
