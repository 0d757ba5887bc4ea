/** Servers that sign people in by token: one that gives the tokens and rotates them, an IMAP and an SMTP one that check them. */
import { createHmac } from 'node:crypto';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Access tokens that open a door now. */
export interface Doors {
  readonly good: Set<string>;
}

export interface TokenServer extends Doors {
  readonly url: string;
  /** How often a token was asked for. */
  readonly asked: () => number;
  /** The only refresh token that works. */
  readonly current: () => string;
  readonly close: () => Promise<void>;
}

/**
 * Gives a new refresh token at each use; the second use of one ends the authorisation for good, as RFC 9700, 4.14.2
 * asks. `issue`: the nth access token, which it says is good for an hour.
 */
export async function rotatingTokenServer(
  first: string,
  answerAfterMs = 0,
  issue = (nth: number): string => `access-${nth}`,
): Promise<TokenServer> {
  const good = new Set<string>();
  let current = first;
  let asked = 0;
  let isRevoked = false;
  const server = createHttp(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, answerAfterMs));
    isRevoked ||= form.get('refresh_token') !== current || form.get('client_secret') !== 'client secret';
    response.setHeader('content-type', 'application/json');
    if (isRevoked) return void response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' }));
    current = `refresh-${asked}`;
    const token = issue(asked);
    good.add(token);
    response.end(JSON.stringify({ access_token: token, expires_in: 3600, refresh_token: current }));
  });
  const port = await listening(server);
  const close = () => closed(server, () => server.closeAllConnections());
  return { good, url: `http://127.0.0.1:${port}/token`, asked: () => asked, current: () => current, close };
}

/** A JWT (RFC 7519) by which `sub` signs in for so many seconds, signed with HS256. */
export function jwtOf(key: Uint8Array, sub: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    { sub, iat: now, exp: now + seconds },
  ];
  const claims = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${claims}.${createHmac('sha256', key).update(claims).digest('base64url')}`;
}

/** The little of IMAP that signing in takes, by XOAUTH2 alone; counts who was let in. */
export async function tokenImap({ good }: Doors) {
  let entered = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const say = (line: string) => socket.write(`${line}\r\n`);
    let refusing = '';
    say('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').slice(0, -1)) {
        const [tag = '', command = '', , initial = ''] = line.split(' ');
        if (refusing) {
          say(`${refusing} NO [AUTHENTICATIONFAILED] invalid token`);
          refusing = '';
        } else if (command.toUpperCase() === 'AUTHENTICATE') {
          if (good.has(tokenIn(initial))) {
            entered += 1;
            say(`${tag} OK [CAPABILITY IMAP4rev1] welcome`);
          } else {
            refusing = tag;
            say(`+ ${Buffer.from('{"status":"400"}').toString('base64')}`);
          }
        } else if (command.toUpperCase() === 'LOGOUT') {
          say('* BYE');
          say(`${tag} OK bye`);
          socket.end();
        } else if (command.toUpperCase() === 'CAPABILITY') {
          say('* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2');
          say(`${tag} OK`);
        } else say(`${tag} OK done`);
      }
    });
  });
  const port = await listening(server);
  const close = () =>
    closed(server, () => {
      for (const socket of sockets) socket.destroy();
    });
  return { port, entered: () => entered, close };
}

export async function tokenSmtp({ good }: Doors) {
  const letters: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ accessToken, username }, _session, callback) =>
      good.has(String(accessToken)) ? callback(null, { user: username }) : callback(null, { data: { status: '401' } }),
    onData(stream, _session, callback) {
      let letter = '';
      stream.on('data', (chunk) => {
        letter += chunk;
      });
      stream.on('end', () => {
        letters.push(letter);
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, letters, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

function tokenIn(initial: string): string {
  const fields = Buffer.from(initial, 'base64').toString().split('\x01');
  return fields.find((field) => field.startsWith('auth=Bearer '))?.slice('auth=Bearer '.length) ?? '';
}

async function listening(server: Server | ReturnType<typeof createHttp>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function closed(server: Server | ReturnType<typeof createHttp>, hangUp: () => void): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  hangUp();
  return done;
}
