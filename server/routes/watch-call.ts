import type { CallCreated, CallView } from '../../shared/wire.ts';
import type { TestRelay } from '../test-relay.ts';

export type Message = { event: string; id: string; call: CallView };

/** A page's event stream, read as the bytes come. */
export type Watch = {
  response: Response;
  messages: Message[];
  /** Lines that are neither field nor empty. */
  comments: string[];
  isClosed(): boolean;
  stop(): void;
};

type Options = { headers?: Record<string, string>; query?: string };

/** Opens `GET /v1/calls/{id}/events` as an EventSource does. */
export async function watchCall(
  { visit }: Pick<TestRelay, 'visit'>,
  { call, token }: CallCreated,
  { headers = {}, query = '' }: Options = {},
): Promise<Watch> {
  const stopping = new AbortController();
  const response = await visit(`/v1/calls/${call.id}/events?token=${token}${query}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: stopping.signal,
  });
  let isClosed = false;
  const watch: Watch = {
    response,
    messages: [],
    comments: [],
    isClosed: () => isClosed,
    stop: () => stopping.abort(),
  };
  void read(response, watch).then(
    () => (isClosed = true),
    () => (isClosed = true),
  );
  return watch;
}

async function read({ body }: Response, watch: Watch): Promise<void> {
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = `${text}${chunk}`.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) take(block, watch);
  }
}

function take(block: string, { messages, comments }: Watch): void {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === '') comments.push(line);
    else fields.set(name, value);
  }
  const data = fields.get('data');
  if (data === undefined) return;
  messages.push({
    event: fields.get('event') ?? 'message',
    id: fields.get('id') ?? '',
    call: JSON.parse(data),
  });
}
