/** What a route that receives the PBX's requests needs: genuine or not, and what it says. */
export { readCallEvent } from './call-events.ts';
export { type KnownCaller, numberInfoAnswer, readNumberInfo } from './number-info.ts';
export { isGenuine } from './signature.ts';

/** Our answer to `call_events` and `history_file_completed`, after the request is on disk. */
export const ACKNOWLEDGED = { result: '0', resultMessage: '' } as const;
