/** Reports of delivery, told from letters and read. */
import { parseLetter } from '../../mail/read/parse.ts';
import { BOUNCES, NO_REPORTS, SENT_ID, SENT_TO, UNFORMED } from '../letters/bounces.ts';
import { plain } from '../letters/build.ts';

const reports = BOUNCES.filter(({ fate }) => fate === 'bounce');
const letters = BOUNCES.filter(({ fate }) => fate !== 'bounce');

it.each(reports)('peer 23: $name is a report of delivery, read', async ({ raw, says = {} }) => {
  expect(await parseLetter(raw)).toMatchObject(says);
});

it.each(letters)('peer 23: $name is no report of delivery', async ({ raw, fate }) => {
  const letter = await parseLetter(raw);
  expect([letter.bounce, letter.unanswerable !== undefined]).toEqual([undefined, fate === 'automatic']);
});

const fromServer = ['From: Mail <MAILER-DAEMON@mx.example>', 'Return-Path: <system@mx.example>'];
const fromNobody = ['Return-Path: <>'];

it.each(UNFORMED)(
  'fault L23: in %s, a report in words alone is one, and names whom it names',
  async (_, subject, words) => {
    const body = `${words}\n\n----- Original message -----\nFrom: support@pli.example\nMessage-ID: ${SENT_ID}\n`;
    for (const lines of [fromServer, fromNobody]) {
      const letter = await parseLetter(Buffer.from(plain([...lines, `Subject: ${subject}`], body)));
      expect(letter.automatic).toBeDefined();
      expect(letter.bounce).toMatchObject({
        messageIds: [SENT_ID],
        recipients: [{ final: SENT_TO, action: 'failed' }],
        unformed: { action: 'failed' },
      });
    }
  },
);

it.each([
  'Ihre Nachricht wurde noch nicht zugestellt; es wird weiterhin versucht.',
  'La remise de votre message a pris du retard. Votre message n’a pas encore été remis.',
  'Il messaggio non è stato ancora consegnato.',
  'A sua mensagem ainda não foi entregue.',
])('fault L23: « %s » is a delay, and no failure', async (words) => {
  const { bounce } = await parseLetter(Buffer.from(plain([...fromServer, 'Subject: x'], words)));
  expect(bounce?.unformed).toMatchObject({ action: 'delayed' });
});

it.each(NO_REPORTS)('fault L23: %s is no report of delivery', async (_, raw) => {
  expect((await parseLetter(Buffer.from(raw))).bounce).toBeUndefined();
});
