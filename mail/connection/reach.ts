/** The first steps towards a mail server, one by one: its name, its port, its TLS. Each tells what it found. */
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { MailServerAccess } from './server.ts';

export type Protocol = 'imap' | 'smtp';
/** What was found, to be put in words: `ip`, `protocol`, `until`… */
export type Found = Readonly<Record<string, string>>;
type Target = Pick<MailServerAccess, 'host' | 'port' | 'secure' | 'plain'>;

/** The addresses of its name. */
export async function resolveName({ host }: Target): Promise<Found> {
  const found = await lookup(host, { all: true });
  return { ip: found.map(({ address }) => address).join(', ') };
}

/** Its port is open. */
export async function reachPort(target: Target, signal: AbortSignal): Promise<Found> {
  const socket = await open(target, signal);
  const { remoteAddress = '', remotePort = target.port } = socket;
  socket.destroy();
  return { ip: remoteAddress, port: String(remotePort) };
}

/**
 * Its certificate is valid for its name, from the first byte or by STARTTLS (RFC 8314, RFC 3207, RFC 9051, 6.2.1).
 * @throws NoStartTls when the server does not offer it; Node's TLS errors.
 */
export async function secureConnection(target: Target, protocol: Protocol, signal: AbortSignal): Promise<Found> {
  const socket = await open(target, signal);
  try {
    if (!target.secure) await startTls(socket, protocol);
    const secured = await handshake(socket, target.host);
    return { protocol: secured.getProtocol() ?? '', until: secured.getPeerCertificate().valid_to ?? '' };
  } finally {
    socket.destroy();
  }
}

/** The server does not speak TLS on this port, or not yet. */
export class NoStartTls extends Error {
  readonly code = 'NO_STARTTLS';
}

function open({ host, port }: Target, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    signal.addEventListener('abort', () => socket.destroy(signal.reason), { once: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

function handshake(socket: Socket, host: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    // The name of the certificate is checked against `host`; an IP address has no place in SNI (RFC 6066, 3).
    const secured = connectTls({ socket, host, ...(isIP(host) ? {} : { servername: host }) });
    socket.once('error', reject);
    secured.once('error', reject);
    secured.once('close', () => reject(new Error('Connection closed')));
    secured.once('secureConnect', () => resolve(secured));
  });
}

async function startTls(socket: Socket, protocol: Protocol): Promise<void> {
  if (protocol === 'imap') {
    await heard(socket, /^\* .*\r\n/m);
    socket.write('a STARTTLS\r\n');
    if (!/^a OK/im.test(await heard(socket, /^a .*\r\n/m))) throw new NoStartTls('STARTTLS refused');
    return;
  }
  await heard(socket, /^\d{3} .*\r\n/m);
  socket.write('EHLO pli\r\n');
  await heard(socket, /^\d{3} .*\r\n/m);
  socket.write('STARTTLS\r\n');
  if (!/^220 /m.test(await heard(socket, /^\d{3} .*\r\n/m))) throw new NoStartTls('STARTTLS refused');
}

/** A server that says more than this before the answer is no mail server. */
const MAX_WORDS = 16_384;

function heard(socket: Socket, answer: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = '';
    const end = (settle: () => void) => {
      socket.off('data', listen).off('error', reject).off('close', closed);
      settle();
    };
    const closed = () => end(() => reject(new Error('Connection closed')));
    const listen = (data: Buffer) => {
      words += data.toString('latin1');
      if (answer.test(words)) end(() => resolve(words));
      else if (words.length > MAX_WORDS) end(() => reject(new NoStartTls('No mail server')));
    };
    socket.on('data', listen).once('error', reject).once('close', closed);
  });
}
