/** Signing in to an SMTP server: by a password, or by tokens that are asked for as they are needed. */
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServerAccess } from '../connection/server.ts';

type Login = Parameters<SMTPConnection['login']>[0];

/** For `SMTPConnection.login`. A token that the server refuses is asked for anew, once. */
export function loginOf({ user, password, accessToken }: MailServerAccess): Login {
  if (!accessToken) return { user, credentials: { user, pass: password } };
  let latest: string | undefined;
  const oauth2 = {
    getToken(renew: boolean, callback: (error: Error | null, token?: string) => void): void {
      accessToken(renew ? latest : undefined).then((token) => {
        latest = token;
        callback(null, token);
      }, callback);
    },
    buildXOAuth2Token: (token: string): string =>
      Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64'),
  };
  // nodemailer wants an object that gives tokens; its types know only the options of its own.
  return { user, oauth2 } as unknown as Login;
}

/** Signs in and leaves. Rejects with nodemailer's error: `code` EAUTH when the server refuses. */
export function signInToSmtp(server: MailServerAccess, timeoutMs: number): Promise<void> {
  const { host, port, secure, plain } = server;
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const connection = new SMTPConnection({
    ...{ host, port, secure, ignoreTLS: plain, requireTLS: !secure && !plain },
    ...limits,
  });
  return new Promise<void>((resolve, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('Connection closed')));
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    connection.connect((error) => (error || !server.user ? done(error) : connection.login(loginOf(server), done)));
  }).finally(() => connection.close());
}
