import type { Pbx } from '../pbx/pbx.ts';

/** `question` is a method of the port, `answer` its kind: `place_call`, `accepted`. */
export type PbxEar = { answered(question: string, answer: string): void };

/** The same PBX with a listener: what it answered to what the domain asked, in our words. */
export function watchPbx<Driver extends Pbx>(pbx: Driver, ear: PbxEar): Driver {
  return {
    ...pbx,
    async placeCall(request) {
      const answer = await pbx.placeCall(request);
      ear.answered('place_call', answer.kind);
      return answer;
    },
    async callDetails(sessionId) {
      const details = await pbx.callDetails(sessionId);
      ear.answered('call_details', details === 'unknown' ? 'unknown' : 'found');
      return details;
    },
    async findCall(search) {
      const found = await pbx.findCall(search);
      ear.answered('find_call', found.kind);
      return found;
    },
  };
}
