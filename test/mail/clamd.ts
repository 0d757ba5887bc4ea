/** A clamd that speaks INSTREAM as the real one does (clamd(8)), and knows one virus: the test file of EICAR. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Harmless; every antivirus takes it for a virus. In two pieces, so that none takes this file for one. */
export const EICAR = `${String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}`}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`;
const COMMAND = 'zINSTREAM\0';

export interface Clamd {
  readonly url: string;
  /** The sizes of the files read so far. */
  readonly read: readonly number[];
  /** How often it was called. */
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}

export interface ClamdOptions {
  /** Its StreamMaxLength. */
  readonly maxBytes?: number;
  /** It takes everything and says nothing. */
  readonly silent?: boolean;
  /** Any, unless it comes back where it was. */
  readonly port?: number;
}

export async function startClamd(options: ClamdOptions = {}): Promise<Clamd> {
  const { maxBytes = 1_000_000, silent = false, port = 0 } = options;
  const read: number[] = [];
  const sockets = new Set<Socket>();
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = silent ? undefined : answerTo(bytes, maxBytes, read);
      if (answer) socket.end(`${answer}\0`);
    });
  });
  server.listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    read,
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Undefined: the rest is still to come. */
function answerTo(bytes: Buffer, maxBytes: number, read: number[]): string | undefined {
  if (bytes.length < COMMAND.length) return undefined;
  if (!bytes.subarray(0, COMMAND.length).equals(Buffer.from(COMMAND))) return 'UNKNOWN COMMAND';
  const pieces: Buffer[] = [];
  let total = 0;
  for (let at = COMMAND.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) {
      read.push(total);
      return Buffer.concat(pieces).includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
    }
    total += length;
    if (total > maxBytes) return 'INSTREAM size limit exceeded. ERROR';
    pieces.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
