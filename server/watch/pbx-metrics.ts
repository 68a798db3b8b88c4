import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import type { ExchangeEar } from '../pbx/rostelecom/client.ts';
import type { PbxEar } from './watch-pbx.ts';

const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type PbxMetrics = PbxEar & { exchanged: ExchangeEar };

export function pbxMetrics(registry: Registry): PbxMetrics {
  const exchanges = new Histogram({
    name: 'ringlet_pbx_exchange_seconds',
    help: 'Requests to the API of the PBX by its method and by what came back: 2xx, 4xx, 5xx, not_delivered, answer_lost',
    labelNames: ['method', 'result'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const answers = new Counter({
    name: 'ringlet_pbx_answers_total',
    help: 'What the PBX said to what the relay asked of it, in the words of the relay',
    labelNames: ['question', 'answer'],
    registers: [registry],
  });
  return {
    exchanged(method, exchange, seconds) {
      const isAnswered = exchange.kind === 'answered';
      const result = isAnswered ? `${Math.floor(exchange.status / 100)}xx` : exchange.kind;
      exchanges.observe({ method, result }, seconds);
    },
    answered: (question, answer) => answers.inc({ question, answer }),
  };
}
