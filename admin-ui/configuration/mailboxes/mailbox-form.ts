/** What the form of a mailbox holds, and what is sent of it: secrets that were not typed are left out. */
import type { Mailbox, MailboxInput } from '../../../api/schemas.ts';

type Security = MailboxInput['smtp']['security'];

export interface ServerForm {
  readonly host: string;
  readonly port: string;
  readonly security: Security;
}

export interface MailboxForm {
  readonly address: string;
  readonly name: string;
  readonly queue: string;
  readonly folder: string;
  readonly enabled: boolean;
  readonly outboundOnly: boolean;
  readonly subaddressing: boolean;
  readonly afterwards: 'nothing' | 'seen' | 'move';
  readonly moveTo: string;
  readonly imap: ServerForm;
  readonly smtp: ServerForm;
  readonly user: string;
  readonly password: string;
  /** Another user and password to send. */
  readonly otherLogin: boolean;
  readonly smtpUser: string;
  readonly smtpPassword: string;
  readonly signIn: 'password' | 'oauth';
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly scopes: string;
}

export const PORTS: Readonly<Record<'imap' | 'smtp', Readonly<Record<Security, string>>>> = {
  imap: { tls: '993', starttls: '143', none: '143' },
  smtp: { tls: '465', starttls: '587', none: '25' },
};

/** The port follows the encryption while it is the usual one. */
export function withSecurity(protocol: 'imap' | 'smtp', server: ServerForm, security: Security): ServerForm {
  const isUsual = server.port === '' || server.port === PORTS[protocol][server.security];
  return { ...server, security, port: isUsual ? PORTS[protocol][security] : server.port };
}

export function emptyForm(queue: string): MailboxForm {
  return {
    ...{ address: '', name: '', queue, folder: 'INBOX', enabled: true, outboundOnly: false },
    ...{ subaddressing: false, afterwards: 'nothing', moveTo: '' },
    imap: { host: '', port: PORTS.imap.tls, security: 'tls' },
    smtp: { host: '', port: PORTS.smtp.tls, security: 'tls' },
    ...{ user: '', password: '', otherLogin: false, smtpUser: '', smtpPassword: '' },
    ...{ signIn: 'password', tokenUrl: '', clientId: '', clientSecret: '', refreshToken: '', scopes: '' },
  };
}

export function formOf(mailbox: Mailbox): MailboxForm {
  const { address, name, queue, folder, enabled, outboundOnly, subaddressing = false } = mailbox;
  const { afterwards, imap, smtp, oauth } = mailbox;
  const empty = emptyForm(queue);
  const server = (from: Mailbox['smtp']): ServerForm => ({ ...from, port: String(from.port) });
  const user = imap?.user ?? smtp.user;
  return {
    ...empty,
    ...{ address, name, folder, enabled, outboundOnly, subaddressing },
    ...(typeof afterwards === 'string' ? { afterwards } : { afterwards: 'move' as const, moveTo: afterwards.move }),
    imap: imap ? server(imap) : empty.imap,
    smtp: server(smtp),
    ...{ user, otherLogin: smtp.user !== user, smtpUser: smtp.user },
    ...(oauth && { signIn: 'oauth' as const, tokenUrl: oauth.tokenUrl, clientId: oauth.clientId }),
    ...(oauth && { scopes: oauth.scopes.join(' ') }),
  };
}

/** What is sent: to keep it, or to try it. */
export function inputOf(form: MailboxForm): MailboxInput {
  const { address, name, queue, folder, enabled, outboundOnly, subaddressing, afterwards, imap, smtp } = form;
  const byToken = form.signIn === 'oauth';
  const login = (user: string, password: string) => ({ user, ...(password && !byToken && { password }) });
  const main = login(form.user.trim(), form.password);
  const sending = form.otherLogin && !byToken ? login(form.smtpUser.trim(), form.smtpPassword) : main;
  const server = ({ host, port, security }: ServerForm) => ({ host: host.trim(), port: Number(port), security });
  return {
    ...{ address: address.trim(), name: name.trim(), queue, folder: folder.trim(), enabled, outboundOnly },
    subaddressing: subaddressing && !outboundOnly,
    afterwards: afterwards === 'move' ? { move: form.moveTo.trim() } : afterwards,
    imap: outboundOnly ? null : { ...server(imap), ...main },
    smtp: { ...server(smtp), ...sending },
    oauth: byToken ? authorisationOf(form) : null,
  };
}

function authorisationOf({ tokenUrl, clientId, clientSecret, refreshToken, scopes }: MailboxForm) {
  return {
    ...{ tokenUrl: tokenUrl.trim(), clientId: clientId.trim(), scopes: scopes.split(/\s+/).filter(Boolean) },
    ...(clientSecret && { clientSecret }),
    ...(refreshToken && { refreshToken }),
  };
}
