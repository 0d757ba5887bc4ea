/** Has bytes read by ClamAV, by clamd's INSTREAM command over TCP (clamd(8)). */
import { connect } from 'node:net';
import type { Scan } from '../../domain/post/scan.ts';
import { ANTIVIRUS_CONNECT_MS, ANTIVIRUS_TIME_MS } from '../limits.ts';

export interface Antivirus {
  /** The verdicts of these files, in order; never rejects. Once it does not answer, the rest are left unscanned. */
  readonly scan: (files: readonly Uint8Array[]) => Promise<Scan[]>;
}

/** It takes no larger piece at once than its StreamMaxLength, 100 MB by default; smaller ones need no large buffers. */
const CHUNK_BYTES = 1 << 20;
/** Far longer than any answer to INSTREAM. */
const MAX_ANSWER_BYTES = 4096;

/** `url`: `tcp://host:port`. `timeMs`: how long it may say nothing, of each file. */
export function createAntivirus(url: string, timeMs: number = ANTIVIRUS_TIME_MS): Antivirus {
  const { hostname, port } = new URL(url);
  const server = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
  return {
    async scan(files) {
      const verdicts: Scan[] = [];
      let away: Scan | undefined;
      for (const file of files) {
        try {
          verdicts.push(away ?? verdictOf(await ask(server, file, timeMs)));
        } catch (error) {
          const unscanned = { state: 'unscanned', reason: (error as Error).message } as const;
          if (error instanceof Away) away = unscanned;
          verdicts.push(unscanned);
        }
      }
      return verdicts;
    },
  };
}

/** It cannot be reached, or says nothing: the next file would wait as long for nothing. */
class Away extends Error {}

/** `stream: OK`, `stream: <virus> FOUND`, or what is wrong: its limits, its own troubles. */
function verdictOf(answer: string): Scan {
  if (answer === 'stream: OK') return { state: 'clean' };
  const virus = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  return virus === undefined ? { state: 'unscanned', reason: answer } : { state: 'infected', virus };
}

/** One connection a file; what it says may come before it has the whole file, when that is too long for it. */
function ask(server: { host: string; port: number }, file: Uint8Array, timeMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server);
    let answer = '';
    const end = (outcome: () => void) => {
      socket.destroy();
      outcome();
    };
    const fail = (why: string) => end(() => reject(new Error(`ClamAV: ${why}`)));
    const away = (why: string) => end(() => reject(new Away(`ClamAV: ${why}`)));
    socket.setTimeout(ANTIVIRUS_CONNECT_MS, () => away('no answer in time'));
    // It may cut short a file that is too long for it, and take the next.
    socket.on('error', (error) => (socket.pending ? away : fail)(error.message));
    socket.on('close', () => fail('the connection was closed without an answer'));
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (answer.includes('\0')) end(() => resolve(answer.slice(0, answer.indexOf('\0')).trim()));
      else if (answer.length > MAX_ANSWER_BYTES) fail('not its protocol');
    });
    socket.on('connect', () => {
      socket.setTimeout(timeMs);
      for (const piece of instream(file)) socket.write(piece);
    });
  });
}

/** Pieces of four bytes of length and the bytes, ended by a length of zero. */
function* instream(file: Uint8Array): Generator<Uint8Array> {
  yield Buffer.from('zINSTREAM\0');
  for (let at = 0; at < file.length; at += CHUNK_BYTES) {
    const piece = file.subarray(at, at + CHUNK_BYTES);
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
