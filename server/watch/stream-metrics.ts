import type { Registry } from 'prom-client';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { StreamEar } from '../status/call-streams.ts';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5];

export function streamMetrics(registry: Registry): StreamEar {
  const registers = [registry];
  const open = new Gauge({
    name: 'ringlet_streams_open',
    help: 'Event streams of pages that this relay holds open',
    registers,
  });
  const messages = new Counter({
    name: 'ringlet_stream_messages_total',
    help: 'Messages written to event streams',
    registers,
  });
  const delays = new Histogram({
    name: 'ringlet_stream_delay_seconds',
    help: 'From the decision that changed a call, on whichever relay, until the message was written',
    buckets: BUCKETS,
    registers,
  });
  return {
    opened: () => open.inc(),
    closed: () => open.dec(),
    written(_callId, delaySeconds) {
      messages.inc();
      if (delaySeconds !== null) delays.observe(delaySeconds);
    },
  };
}
