import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import express from 'express';
import { expect, test } from 'vitest';
import { rostelecomPbx } from '../pbx/rostelecom/rostelecom-pbx.ts';
import type { PhonesView } from './phones-view.ts';
import { startDemo } from './start-demo.ts';

async function startDemoRelay() {
  const demo = await startDemo({ webhookUrl: 'http://127.0.0.1:1' });
  const app = express().use('/demo', demo.routes(tmpdir()));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/demo`;
  const pbx = rostelecomPbx({ ...demo.rostelecom, ca: undefined, requestTimeoutMs: 500 });
  const send = (method: string, path: string, body: object) =>
    fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    demo,
    url,
    pbx,
    send,
    async [Symbol.asyncDispose]() {
      await pbx.close();
      demo.endStreams();
      await demo.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Snapshots of the stream, as they come. */
async function* snapshots(url: string): AsyncGenerator<PhonesView> {
  const { body } = await fetch(`${url}/phones/events?locale=en`);
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data:\s?(.*)$/m.exec(message)?.[1];
      if (data !== undefined && data !== '') yield JSON.parse(data);
    }
  }
}

async function waitFor(url: string, isIt: (view: PhonesView) => boolean): Promise<PhonesView> {
  for await (const view of snapshots(url)) if (isIt(view)) return view;
  throw new Error('the stream ended first');
}

test('a person presses a whole call through on the two phones', async () => {
  await using relay = await startDemoRelay();
  const { url, send, pbx } = relay;
  await pbx.placeCall({ operator: '666', phone: '+79123456789' });
  const rings = await waitFor(url, ({ operator }) => operator.state === 'ringing');
  expect(rings.operator).toMatchObject({
    label: 'Olga',
    number: '666',
    behaviour: 'answers',
    with: { number: '+79123456789', name: null },
  });
  await send('POST', '/phones/operator/press', { button: 'answer' });
  const dialled = await waitFor(url, ({ visitor }) => visitor.state === 'ringing');
  expect(dialled.operator.state).toBe('waiting');
  expect(dialled.visitor.with).toEqual({ number: '+74951234567', name: 'Тихий свет' });
  await send('POST', '/phones/visitor/press', { button: 'answer' });
  await waitFor(url, ({ operator, visitor }) => operator.state === visitor.state);
  await send('POST', '/phones/visitor/press', { button: 'hang_up' });
  await waitFor(
    url,
    ({ operator, visitor }) => operator.state === 'idle' && visitor.state === 'idle',
  );
});

test('a declining operator stays declined on the screen', async () => {
  await using relay = await startDemoRelay();
  await relay.send('PUT', '/phones/operator/behaviour', { behaviour: 'declines' });
  await relay.pbx.placeCall({ operator: '703', phone: '+79123456789' });
  const view = await waitFor(relay.url, ({ operator }) => operator.state === 'declined');
  expect(view.operator).toMatchObject({
    label: 'Ivan',
    behaviour: 'declines',
    lastOutcome: 'declined',
  });
});

test('a phone set to busy shows it at once, for numbers that never rang too', async () => {
  await using relay = await startDemoRelay();
  const answer = await relay.send('PUT', '/phones/visitor/behaviour', { behaviour: 'busy' });
  expect(await answer.json()).toMatchObject({ visitor: { state: 'busy', number: '+79123456789' } });
  expect(relay.demo.simulator.phone('+375291234567').shownState).toBe('busy');
});

test('faults can be switched on and off by name', async () => {
  await using relay = await startDemoRelay();
  const { pbx, send } = relay;
  const list = await (await fetch(`${relay.url}/quirks?locale=en`)).json();
  expect(list.quirks).toContainEqual({
    id: 'pbx_unreachable',
    name: 'The PBX is unreachable',
    on: false,
  });
  await send('PUT', '/quirks', { pbx_unreachable: true, events_doubled: true });
  expect(await pbx.placeCall({ operator: '666', phone: '+79123456789' })).toMatchObject({
    kind: 'temporary',
  });
  expect(relay.demo.simulator.quirks.eventsDoubled).toBe(true);
  await send('PUT', '/quirks', { pbx_unreachable: false, events_doubled: false });
  expect(await pbx.isReachable()).toBe(true);
  expect(relay.demo.simulator.quirks.eventsDoubled).toBe(false);
});

test('what the demo does not know is refused', async () => {
  await using relay = await startDemoRelay();
  const statuses = await Promise.all([
    relay.send('PUT', '/quirks', { nonsense: true }),
    relay.send('PUT', '/phones/operator/behaviour', { behaviour: 'sings' }),
    relay.send('POST', '/phones/nobody/press', { button: 'answer' }),
    relay.send('POST', '/phones/operator/press', {}),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
});
