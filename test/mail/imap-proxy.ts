/** Stands between us and a real IMAP server, and answers in its place where a test says so. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Endpoint } from '../../dev/mox.ts';

/** What a server in trouble says, in place of what it would do. */
export interface Fault {
  /** Matches a command with its arguments: `UID FETCH 1:* (…)`. */
  readonly command: RegExp;
  /** After the command's tag; null: it hangs up. */
  readonly answer: string | null;
  /** How often, before all is well again. */
  readonly times: number;
  /** How many such commands are served before. */
  readonly after?: number;
}

export interface ImapProxy {
  readonly imap: Endpoint;
  /** How often such a command was asked for, answered by whomever. */
  readonly asked: (command: RegExp) => number;
  readonly close: () => Promise<void>;
}

export async function imapProxy(target: Endpoint, fault?: Fault): Promise<ImapProxy> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let met = 0;
  const isFaulty = (command: string): boolean => {
    if (!fault?.command.test(command)) return false;
    const { after = 0, times } = fault;
    met += 1;
    return met > after && met <= after + times;
  };
  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.pipe(client);
    eachLine(client, (line) => {
      const [tag = '', ...words] = line.split(' ');
      const command = words.join(' ');
      commands.push(command);
      if (!fault || !isFaulty(command)) return void upstream.write(`${line}\r\n`);
      if (fault.answer === null) client.destroy();
      else client.write(`${tag} ${fault.answer}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    imap: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    asked: (command) => commands.filter((one) => command.test(one)).length,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

function eachLine(socket: Socket, take: (line: string) => void): void {
  let rest = '';
  socket.on('data', (data) => {
    const lines = (rest + data.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}
