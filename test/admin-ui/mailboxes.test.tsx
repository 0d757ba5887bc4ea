/** The screens of mailboxes: what is sent of a form, a test as it goes, a deletion that says what it interrupts. */
import './jsdom.ts';

import { fireEvent, screen, waitFor } from '@testing-library/react';
import { MailboxForm } from '../../admin-ui/configuration/mailboxes/MailboxForm.tsx';
import { MailboxTable } from '../../admin-ui/configuration/mailboxes/MailboxTable.tsx';
import { emptyForm, formOf, inputOf, withSecurity } from '../../admin-ui/configuration/mailboxes/mailbox-form.ts';
import type { ConnectionTest, Mailbox, Queue } from '../../api/schemas.ts';
import { stage } from './desk-stage.tsx';

const MAILBOX: Mailbox = {
  ...{ id: 'press', address: 'presse@pli.example', name: 'Presse', queue: 'support', folder: 'INBOX', enabled: true },
  ...{ outboundOnly: false, subaddressing: true, afterwards: { move: 'Traité' }, oauth: null },
  imap: { host: 'imap.pli.example', port: 993, security: 'tls', user: 'presse' },
  smtp: { host: 'smtp.pli.example', port: 587, security: 'starttls', user: 'presse' },
  ...{
    condition: 'failing',
    since: '2026-11-21T08:00:00.000Z',
    lastSeenAt: null,
    lastLetterAt: null,
    waiting: 0,
    verifiedAt: null,
    live: 2,
  },
  lastError: { reason: 'no such user', signInRefused: true, at: '2026-11-21T08:00:00.000Z' },
};
const QUEUES: readonly Queue[] = [
  {
    ...{ id: 'support', name: 'Support', routing: 'pull', status: 'open' },
    counts: { inProgress: 0, validation: 0, handled: 0 },
  },
];

/** Answers by path what the API would; keeps what it was sent. */
function api(answers: Readonly<Record<string, unknown>>) {
  const sent: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  globalThis.fetch = (async (path: string, { method = 'GET', body }: RequestInit) => {
    sent.push({ method, path, body: body === undefined ? null : JSON.parse(String(body)) });
    return { ok: true, text: async () => JSON.stringify(answers[`${method} ${path}`] ?? {}) };
  }) as unknown as typeof fetch;
  return sent;
}

const show = (onDeleted: (batch: string | null) => void = () => undefined, mailbox = MAILBOX) =>
  stage(<MailboxForm mailbox={mailbox} queues={QUEUES} onSaved={() => undefined} onDeleted={onDeleted} />, {});

describe('the form', () => {
  it('C4: sends back what it was given, and no secret that was not typed', () => {
    const { oauth, name, imap, smtp, afterwards } = inputOf(formOf(MAILBOX));
    expect({ oauth, name, imap, smtp, afterwards }).toEqual({
      ...{ oauth: null, name: 'Presse', afterwards: { move: 'Traité' } },
      ...{ imap: MAILBOX.imap, smtp: MAILBOX.smtp },
    });
  });

  it('signs in by tokens without a password, and sends only what was typed of the secrets', () => {
    const oauth = { signIn: 'oauth', tokenUrl: 'https://t.example/token', clientId: 'pli', scopes: ' a  b ' } as const;
    const form = { ...emptyForm('support'), ...oauth, user: 'u', password: 'typed before', refreshToken: 'r' };
    const { imap, smtp, oauth: sent } = inputOf(form);
    expect([imap, smtp].map((server) => server && 'password' in server)).toEqual([false, false]);
    expect(sent).toEqual({
      tokenUrl: 'https://t.example/token',
      clientId: 'pli',
      scopes: ['a', 'b'],
      refreshToken: 'r',
    });
  });

  it('C13: a mailbox that is only written from has no inbound server', () => {
    expect(inputOf({ ...formOf(MAILBOX), outboundOnly: true }).imap).toBeNull();
  });

  it('moves the port with the encryption, unless it is one of one’s own', () => {
    const usual = { host: 'h', port: '993', security: 'tls' } as const;
    expect(withSecurity('imap', usual, 'starttls').port).toBe('143');
    expect(withSecurity('imap', { ...usual, port: '1993' }, 'starttls').port).toBe('1993');
  });
});

it('peer 31: a mailbox that fails says so on its own screen, with what the server said', () => {
  api({});
  show();
  expect(screen.getByRole('alert').textContent).toMatch(/ne peut pas être relevée.*refuse la connexion.*no such user/);
});

it('C13: a mailbox says when a test last proved that it sends, on its own screen and in the list', () => {
  api({});
  const { unmount } = show();
  expect(screen.getByText('Envoi jamais vérifié')).toBeTruthy();
  unmount();
  const proved = { ...MAILBOX, verifiedAt: '2026-11-21T08:00:00.000Z' };
  show(undefined, proved);
  expect(screen.getByText(/^Envoi vérifié le 21 nov/)).toBeTruthy();
  const other = { ...MAILBOX, id: 'other', address: 'autre@pli.example' };
  stage(<MailboxTable mailboxes={[proved, other]} queues={QUEUES} />, {});
  const lines = screen.getAllByRole('row').map(({ textContent }) => textContent);
  expect(lines.slice(1)).toEqual([
    expect.stringContaining('Envoi vérifié le'),
    expect.stringContaining('Envoi jamais vérifié'),
  ]);
});

it('C4: « Tester la connexion » shows each step, and what to do where it failed', async () => {
  const steps: ConnectionTest['steps'] = [
    { step: 'imapDns', status: 'ok', ms: 3, detail: 'Adresse trouvée : 192.0.2.1', hint: null },
    { step: 'imapTcp', status: 'failed', ms: 9, detail: 'Le serveur refuse', hint: 'Vérifiez le port.' },
    { step: 'imapTls', status: 'skipped', ms: 0, detail: 'Pas essayé', hint: null },
  ];
  const sent = api({
    'POST /api/mailboxes/press/test': { test: 't1' },
    'GET /api/mailboxes/tests/t1': { id: 't1', status: 'done', steps },
  });
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Tester la connexion' }));
  await waitFor(() => expect(screen.getByText('Quelque chose ne fonctionne pas.')).toBeTruthy());
  const lines = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(lines[1]).toContain('Serveur entrant : port — Le serveur refuse');
  expect(screen.getByText('Vérifiez le port.')).toBeTruthy();
  expect(sent[0]?.body).toEqual(inputOf(formOf(MAILBOX)));
});

it('W5: a deletion says how many dossiers it interrupts, and asks for the address', async () => {
  const batches: (string | null)[] = [];
  api({ 'DELETE /api/mailboxes/press': { batch: 'b1' } });
  show((batch) => batches.push(batch));
  fireEvent.click(screen.getByRole('button', { name: 'Supprimer la boîte…' }));
  expect(screen.getByText(/2 dossiers .* seront interrompus/)).toBeTruthy();
  const confirm = screen.getByRole('button', { name: 'Supprimer' }) as HTMLButtonElement;
  expect(confirm.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('Tapez « presse@pli.example » pour confirmer'), {
    target: { value: 'presse@pli.example' },
  });
  expect(confirm.disabled).toBe(false);
  fireEvent.click(confirm);
  await waitFor(() => expect(batches).toEqual(['b1']));
});
