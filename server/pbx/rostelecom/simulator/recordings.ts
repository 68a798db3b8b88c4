import { randomBytes } from 'node:crypto';
import { looseText } from '../answer.ts';
import { DONE_TEXT } from './answer-call-back.ts';
import type { Quirks } from './quirks.ts';
import type { Reply } from './reply.ts';
import type { SimulatedCall } from './simulated-call.ts';

type Link = { path: string; address: string; isUsed: boolean };

const NOT_FOUND: Reply = { status: 404, type: 'text/html', bytes: '<html>404 Not Found</html>' };

/** Temporary links to recordings: good once, and from one address. */
export function createRecordings({ quirks, url }: { quirks: Quirks; url: () => string }) {
  const links: Link[] = [];
  return {
    /** `get_record`; the field's name is misspelt in the API itself. */
    link(
      call: SimulatedCall | undefined,
      { body, address }: { body: Readonly<Record<string, unknown>>; address: string },
    ): Reply {
      const isReady = call?.talked === true && call.endedAt !== null && !isLate(quirks);
      if (!isReady) {
        return { json: { result: '1', resultMessage: 'Запись не найдена', url: null } };
      }
      const path = `/records_new_scheme/record/download/${randomBytes(16).toString('hex')}/127000000001`;
      links.push({ path, address: looseText.parse(body['ip_adress']) || address, isUsed: false });
      return { json: { result: '0', resultMessage: DONE_TEXT, url: `${url()}${path}` } };
    },
    download(path: string, address: string): Reply {
      const link = links.find((each) => each.path === path);
      if (link === undefined || link.isUsed || link.address !== address) return NOT_FOUND;
      link.isUsed = true;
      return { type: 'audio/wav', bytes: twoTones() };
    },
  };
}

function isLate(quirks: Quirks): boolean {
  if (quirks.recordingNotReadyTimes <= 0) return false;
  quirks.recordingNotReadyTimes -= 1;
  return true;
}

const RATE = 8000;
const SECONDS = 2;

/** Two seconds of two soft notes: 8 kHz, 8 bit, mono PCM in a WAV file of 16 kB. */
export function twoTones(): Buffer {
  const samples = Buffer.alloc(RATE * SECONDS);
  for (let index = 0; index < samples.length; index += 1) {
    const second = index / RATE;
    const pitch = second < SECONDS / 2 ? 440 : 554;
    const loudness = 40 * Math.sin(Math.PI * (second % 1));
    samples[index] = Math.round(128 + loudness * Math.sin(2 * Math.PI * pitch * second));
  }
  return Buffer.concat([wavHeader(samples.length), samples]);
}

/** RIFF/WAVE, format 1 (PCM). */
function wavHeader(length: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(length, 40);
  return header;
}
