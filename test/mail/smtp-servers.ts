/** SMTP servers that misbehave on demand, for one test each. */
import { type AddressInfo, createServer, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailServerAccess } from '../../mail/connection/server.ts';

const stops: (() => Promise<void>)[] = [];

export async function stopServers(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

export function access(port: number, user = ''): MailServerAccess {
  return { host: '127.0.0.1', port, secure: false, plain: true, user, password: 'secret' };
}

export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

export async function smtpServer(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, ...options });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

/** A server that says these lines in turn, one for each line it hears outside a letter, then hangs up. */
export async function scripted(
  lines: readonly string[],
  { hangUpInLetter = false, heard = [] }: { readonly hangUpInLetter?: boolean; readonly heard?: string[] } = {},
): Promise<number> {
  const server: Server = createServer((socket) => {
    const left = [...lines];
    let inLetter = false;
    const say = () => {
      const line = left.shift();
      if (line === undefined) return socket.destroy();
      inLetter = line.startsWith('354');
      socket.write(`${line}\r\n`);
    };
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      heard.push(data.toString());
      if (inLetter && hangUpInLetter) return socket.destroy();
      if (!inLetter || data.toString().includes('\r\n.\r\n')) say();
    });
    say();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
