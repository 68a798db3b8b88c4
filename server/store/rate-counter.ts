import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateCounter } from './store.ts';

type Limiter = { consume(key: string): Promise<RateLimiterRes> };

/** The limiters of rate-limiter-flexible as counters: what is too much is for the rule to say. */
export function rateCounter(limiter: Limiter): RateCounter {
  return {
    async count(key) {
      const { consumedPoints, msBeforeNext } = await limiter.consume(key).catch(countOfRefusal);
      return { count: consumedPoints, msBeforeReset: msBeforeNext };
    },
  };
}

/** More than a limiter counts to: thrown by the library as its result. */
function countOfRefusal(refused: unknown): RateLimiterRes {
  if (refused instanceof RateLimiterRes) return refused;
  throw refused;
}
