import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/**
 * One line per request: no bodies, no headers, no addresses. The event stream's token is the only
 * secret that may stand in a URL, so the query is cut off.
 */
export function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: request.url.split('?')[0],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'info' : 'debug';
    },
  });
}
