/** Writes mox's two configuration files: a plain loopback server, and its accounts. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MoxPorts {
  readonly smtp: number;
  readonly submission: number;
  readonly imap: number;
  readonly webmail: number;
}

export interface MoxAccount {
  readonly name: string;
  readonly address: string;
}

/** The domain of every address here. */
export const MAIL_DOMAIN = 'localhost';

/** The server's own file. No TLS at all: everything stays on the loopback. */
export function writeServerFile(folder: string, ports: MoxPorts): void {
  const http = ['Account', 'Admin', 'Webmail', 'WebAPI'].map(
    (name) =>
      `\t\t${name}HTTP:\n\t\t\tEnabled: true\n\t\t\tPort: ${ports.webmail}\n\t\t\tPath: /${name.toLowerCase()}/\n`,
  );
  // "info": the generated level, traceauth, writes passwords to the log.
  const text = `DataDir: .
LogLevel: info
User: ${process.getuid?.() ?? 0}
Hostname: ${MAIL_DOMAIN}
AdminPasswordFile: adminpasswd
Listeners:
	local:
		IPs:
			- 127.0.0.1
		SMTP:
			Enabled: true
			Port: ${ports.smtp}
			NoSTARTTLS: true
		Submission:
			Enabled: true
			Port: ${ports.submission}
			NoRequireSTARTTLS: true
		IMAP:
			Enabled: true
			Port: ${ports.imap}
			NoRequireSTARTTLS: true
${http.join('')}Postmaster:
	Account: mox
	Mailbox: Inbox
`;
  writeFileSync(join(folder, 'mox.conf'), text);
}

/** The accounts' file, anew. The first account, mox, receives what is for nobody. */
export function writeAccountsFile(folder: string, accounts: readonly MoxAccount[]): void {
  const text = `Domains:
	${MAIL_DOMAIN}:
		LocalpartCatchallSeparator: +
Accounts:
${accounts.map(accountText).join('')}`;
  writeFileSync(join(folder, 'domains.conf'), text);
}

/** Adds an account; a running mox reads the file again within a second. */
export function appendAccount(folder: string, account: MoxAccount): void {
  appendFileSync(join(folder, 'domains.conf'), accountText(account));
}

/** Neither junk filter nor rejects mailbox: letters from the loopback would be taken for spam. */
function accountText({ name, address }: MoxAccount): string {
  return `\t${name}:
		Domain: ${MAIL_DOMAIN}
		Destinations:
			${address}: nil
		NoFirstTimeSenderDelay: true
`;
}
