/** A wire that the test can watch and cut, between a worker and a server. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Whether these bytes go on; what is held back never arrives. `connection` is the same number for both its directions. */
export type Filter = (chunk: Buffer, from: 'client' | 'server', connection: number) => boolean;

export interface Wire {
  readonly host: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

export async function openWire(target: { host: string; port: number }, passes: Filter): Promise<Wire> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((client) => {
    const connection = ++connections;
    const upstream = connect(target.port, target.host);
    join(client, upstream, (chunk) => passes(chunk, 'client', connection));
    join(upstream, client, (chunk) => passes(chunk, 'server', connection));
  });
  function join(from: Socket, to: Socket, goesOn: (chunk: Buffer) => boolean): void {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => {
      if (goesOn(chunk)) to.write(chunk);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.end();
    });
  }
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
