import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { createHeartbeat, openEventStream, sendEvent } from '../event-stream.ts';
import { BUTTONS } from '../pbx/rostelecom/simulator/phone.ts';
import type { Simulator } from '../pbx/rostelecom/simulator/start-simulator.ts';
import { createDemoQuirks } from './demo-quirks.ts';
import { operatorName } from './demo-site.ts';
import { DEMO_BEHAVIOURS, SIDES, shownPhone, viewPhones } from './phones-view.ts';

/** The page brings its own scripts and styles and asks nobody else for anything. */
const PAGE_POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'";

const RETRY_MS = 1_000;
const KEEP_ALIVE_MS = 15_000;

const pressBody = z.object({ button: z.enum(BUTTONS) });
const behaviourBody = z.object({ behaviour: z.enum(DEMO_BEHAVIOURS) });
const quirksBody = z.record(z.string(), z.boolean());
const side = z.enum(SIDES);

export type DemoRoutes = Router & {
  /** Ends the streams of open pages; they come back by themselves. */
  endStreams: () => void;
};

/** The demo shop and its two telephones; mounted only beside the simulated PBX. */
export function demoRoutes(parts: { simulator: Simulator; pageDir: string }): DemoRoutes {
  const router = Router();
  const endStreams = phoneRoutes(router, parts.simulator);
  quirkRoutes(router, parts.simulator);
  router.use((_request, response, next) => {
    response.setHeader('content-security-policy', PAGE_POLICY);
    next();
  }, express.static(parts.pageDir));
  return Object.assign(router, { endStreams });
}

function phoneRoutes(router: Router, simulator: Simulator): () => void {
  const view = (request: Request) =>
    viewPhones(simulator, (pin) => operatorName(pin, localeOf(request)));
  const streams = new Set<Response>();
  const heartbeat = createHeartbeat(KEEP_ALIVE_MS);

  router.get('/phones', (request, response) => {
    response.json(view(request));
  });
  router.get('/phones/events', (request, response) => {
    openEventStream(response, RETRY_MS);
    heartbeat.join(response);
    const push = () => sendEvent(response, { data: view(request) });
    const stopListening = simulator.onChange(push);
    streams.add(response);
    response.once('close', () => {
      heartbeat.leave(response);
      stopListening();
      streams.delete(response);
    });
    push();
  });
  router.post('/phones/:side/press', express.json(), (request, response) => {
    const which = side.safeParse(request.params.side).data;
    const body = pressBody.safeParse(request.body).data;
    if (which === undefined || body === undefined) return refuse(response);
    shownPhone(simulator, which).press(body.button);
    response.json(view(request));
  });
  router.put('/phones/:side/behaviour', express.json(), (request, response) => {
    const which = side.safeParse(request.params.side).data;
    const body = behaviourBody.safeParse(request.body).data;
    if (which === undefined || body === undefined) return refuse(response);
    const behaviour = body.behaviour === 'answers' ? 'manual' : body.behaviour;
    simulator.setDefault(which === 'operator' ? 'operator' : 'outside', { behaviour });
    response.json(view(request));
  });
  return () => {
    for (const stream of streams) stream.end();
  };
}

function quirkRoutes(router: Router, simulator: Simulator): void {
  const quirks = createDemoQuirks(simulator);
  const answer = (request: Request, response: Response) =>
    void response.json({ quirks: quirks.list(localeOf(request)) });

  router.get('/quirks', answer);
  router.put('/quirks', express.json(), async (request, response) => {
    const wanted = quirksBody.safeParse(request.body).data;
    if (wanted === undefined) return refuse(response);
    const known = await Promise.all(Object.entries(wanted).map(([id, on]) => quirks.set(id, on)));
    if (known.includes(false)) return refuse(response);
    answer(request, response);
  });
}

function localeOf({ query }: Request): string {
  return typeof query['locale'] === 'string' ? query['locale'] : 'ru';
}

function refuse(response: Response): void {
  const problem = {
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    code: 'invalid_request',
  };
  response.status(400).type('application/problem+json').json(problem);
}
