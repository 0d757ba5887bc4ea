/** Reports of delivery, by the rules and without them, and letters that only look like one. */
import { type AwkwardLetter, awkward, head, multipart, part, plain } from './build.ts';

/** The letter of ours that the reports are about. */
export const SENT_ID = '<0123456789abcdef0123456789abcdef01234567@pli.example>';
export const SENT_TO = 'claire@client.example';

const DAEMON = 'From: Mail Delivery System <MAILER-DAEMON@mx.example>';
const SUBJECT = 'Subject: Undelivered Mail Returned to Sender';
const GIVEN_BACK = `From: support@pli.example\nTo: ${SENT_TO}\nSubject: Re: Colis\nMessage-ID: ${SENT_ID}\n`;
const words = part(['Content-Type: text/plain'], 'Your letter could not be delivered. See below.');
const original = part(['Content-Type: message/rfc822'], `${GIVEN_BACK}\nBonjour`);

interface Report {
  readonly status: string;
  readonly type?: string;
  readonly original?: string;
  readonly reportType?: string;
  readonly from?: string;
}

function report({ status, type = 'message/delivery-status', from = DAEMON, ...more }: Report): string {
  const parts = [words, part([`Content-Type: ${type}`], status), more.original ?? original];
  const body = multipart(more.reportType ?? 'report; report-type=delivery-status', parts);
  return `${head(from, SUBJECT, 'Return-Path: <>')}${body}`;
}

const status = (...lines: readonly string[]) => `Reporting-MTA: dns; mx.example\n\n${lines.join('\n')}\n`;
const failed = (more: readonly string[] = []) =>
  status(`Final-Recipient: rfc822; ${SENT_TO}`, 'Action: failed', 'Status: 5.1.1', ...more);

const bounced = (recipient: object = {}, more: object = {}) => ({
  fate: 'bounce' as const,
  says: {
    bounce: {
      format: 'rfc3464',
      messageIds: [SENT_ID],
      recipients: [{ final: SENT_TO, action: 'failed', status: '5.1.1', ...recipient }],
      ...more,
    },
  },
});

const standard: readonly AwkwardLetter[] = [
  awkward(
    'rfc3464',
    report({ status: failed(['Diagnostic-Code: smtp; 550 5.1.1 No such user']) }),
    bounced({ diagnostic: '550 5.1.1 No such user' }),
  ),
  awkward(
    'rfc3464 with the original recipient',
    report({ status: failed([`Original-Recipient: rfc822; Claire@Client.example`]) }),
    bounced({ original: SENT_TO }),
  ),
  awkward(
    'rfc3464 with brackets and folding',
    report({
      status: status(
        'Final-Recipient:\n rfc822;<claire@client.example>',
        'Action:\n failed',
        'Status: 5.1.1 (bad mailbox)',
      ),
    }),
    bounced(),
  ),
  awkward(
    'rfc3464 in xtext',
    report({ status: failed(['Original-Recipient: rfc822; claire+40client.example']) }),
    bounced({ original: SENT_TO }),
  ),
  awkward(
    'rfc3464 delayed',
    report({
      status: status(
        `Final-Recipient: rfc822; ${SENT_TO}`,
        'Action: delayed',
        'Status: 4.4.1',
        'Will-Retry-Until: Fri, 27 Nov 2026 10:00:00 +0000',
      ),
    }),
    bounced({ action: 'delayed', status: '4.4.1' }),
  ),
  awkward(
    'rfc3464 delivered',
    report({ status: status(`Final-Recipient: rfc822; ${SENT_TO}`, 'Action: delivered', 'Status: 2.0.0') }),
    bounced({ action: 'delivered', status: '2.0.0' }),
  ),
  awkward(
    'rfc3464 relayed',
    report({
      status: status(
        `Final-Recipient: rfc822; ${SENT_TO}`,
        'Action: relayed (to one without reports)',
        'Status: 2.1.5',
      ),
    }),
    bounced({ action: 'relayed', status: '2.1.5' }),
  ),
  awkward(
    'rfc3464 of two',
    report({ status: `${failed()}\nFinal-Recipient: rfc822; b@client.example\nAction: delayed\nStatus: 4.2.2\n` }),
    {
      fate: 'bounce',
      says: {
        bounce: { recipients: [{ final: SENT_TO }, { final: 'b@client.example', action: 'delayed', status: '4.2.2' }] },
      },
    },
  ),
  awkward(
    'rfc3464 without an action',
    report({ status: status(`Final-Recipient: rfc822; ${SENT_TO}`, 'Status: 4.2.2') }),
    bounced({ action: 'delayed', status: '4.2.2' }),
  ),
  awkward(
    'rfc3464 without a status',
    report({
      status: status(
        `Final-Recipient: rfc822; ${SENT_TO}`,
        'Action: failed',
        'Diagnostic-Code: smtp; 552 mailbox full',
      ),
    }),
    bounced({ status: '5.0.0' }),
  ),
  awkward(
    'rfc3464 with headers alone',
    report({ status: failed(), original: part(['Content-Type: text/rfc822-headers'], GIVEN_BACK) }),
    bounced(),
  ),
  awkward(
    'rfc3464 without the letter',
    report({ status: failed(), original: part(['Content-Type: text/plain'], '') }),
    bounced({}, { messageIds: [] }),
  ),
  awkward(
    'rfc3464 that answers the letter',
    `In-Reply-To: ${SENT_ID}\n${report({ status: failed(), original: part(['Content-Type: text/plain'], '') })}`,
    bounced(),
  ),
  awkward(
    'rfc6533',
    report({
      type: 'message/global-delivery-status',
      status: status('Final-Recipient: utf-8; cläire@client.example', 'Action: failed', 'Status: 5.6.7'),
      original: part(['Content-Type: message/global-headers'], GIVEN_BACK),
    }),
    bounced({ final: 'cläire@client.example', status: '5.6.7' }),
  ),
  awkward('rfc3464 without its type', report({ status: failed(), reportType: 'report' }), bounced()),
  awkward('rfc3464 as multipart/mixed', report({ status: failed(), reportType: 'mixed' }), bounced()),
  awkward('rfc3464 cut short', report({ status: failed() }).slice(0, -12), bounced()),
  awkward('rfc3464 without a recipient', report({ status: 'Reporting-MTA: dns; mx.example\n' }), {
    fate: 'bounce',
    unmatched: 'automatic',
    says: { bounce: { recipients: [] } },
  }),
  awkward(
    'rfc3464 of a stranger’s letter',
    report({
      status: failed(),
      original: part(['Content-Type: message/rfc822'], 'Message-ID: <other@else.example>\n\nx'),
    }),
    bounced({}, { messageIds: ['<other@else.example>'] }),
  ),
  awkward('rfc3464 from nobody known', report({ status: failed(), from: 'From: <>' }), bounced()),
];

const EXIM = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${SENT_TO}
    host mx.client.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<${SENT_TO}>:
    550 5.1.1 User unknown

------ This is a copy of the message, including all the headers. ------

Return-path: <support@pli.example>
${GIVEN_BACK}
Bonjour, write to third@client.example`;

const QMAIL = `Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${SENT_TO}>:
192.0.2.1 does not like recipient.
Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Return-Path: <support@pli.example>
${GIVEN_BACK}
Bonjour`;

const POSTFIX = `This is the mail system at host mx.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<${SENT_TO}>: host mx.client.example[192.0.2.1] said: 550 5.1.1
    <${SENT_TO}>: Recipient address rejected (in reply to RCPT TO command)
<b@client.example>: host mx.client.example[192.0.2.1] said: 552 5.2.2 full

Message-ID: ${SENT_ID}`;

const SENDMAIL = `The original message was received at Sat, 21 Nov 2026 09:00:00 GMT
from pli.example [192.0.2.9]

   ----- The following addresses had permanent fatal errors -----
<${SENT_TO}>
    (reason: 550 5.1.1 User unknown)

   ----- Transcript of session follows -----
... while talking to mx.client.example.:
>>> RCPT To:<other@client.example>
<<< 550 5.1.1 User unknown

Message-Id: ${SENT_ID}`;

const EXCHANGE = `Delivery has failed to these recipients or groups:

${SENT_TO}<mailto:${SENT_TO}>
The email address you entered couldn't be found. Error 5.1.1

Diagnostic information for administrators:

Generating server: exchange.client.example
postmaster@client.example

Original message headers:

Message-ID: ${SENT_ID}`;

const inWords = (format: string, recipient: object = {}) => bounced(recipient, { format });
const robot = (body: string, ...more: readonly string[]) => plain([DAEMON, SUBJECT, 'Return-Path: <>', ...more], body);

const worded: readonly AwkwardLetter[] = [
  awkward('qmail', robot(QMAIL), inWords('qmail')),
  awkward('exim', robot(EXIM, `X-Failed-Recipients: ${SENT_TO}`), inWords('exim')),
  awkward('exim without its header', robot(EXIM), inWords('exim')),
  awkward(
    'exim delayed',
    robot(EXIM.replace('could not be delivered', 'has not yet been delivered').replace('550 5.1.1', '451 4.3.0')),
    inWords('exim', { action: 'delayed', status: '4.3.0' }),
  ),
  awkward('postfix in words', robot(POSTFIX), {
    fate: 'bounce',
    says: {
      bounce: {
        format: 'postfix',
        recipients: [
          { final: SENT_TO, status: '5.1.1' },
          { final: 'b@client.example', status: '5.2.2' },
        ],
      },
    },
  }),
  awkward('sendmail', robot(SENDMAIL), inWords('sendmail')),
  awkward(
    'exchange',
    robot(EXCHANGE, 'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>'),
    inWords('exchange'),
  ),
  awkward(
    'exchange in French',
    robot(
      EXCHANGE.replace(
        'Delivery has failed to these recipients or groups',
        'Échec de la remise pour les destinataires ou groupes suivants',
      ),
    ),
    inWords('exchange'),
  ),
  awkward(
    'exchange of old',
    robot(
      `Your message\n\n  To:      Claire\n  Subject: Re: Colis\n\ndid not reach the following recipient(s):\n\n${SENT_TO} on Sat, 21 Nov 2026\n    The recipient name is not recognized #5.1.1\n\nMessage-ID: ${SENT_ID}`,
    ),
    inWords('exchange'),
  ),
  awkward(
    'gmail',
    robot(
      `Delivery to the following recipient failed permanently:\n\n     ${SENT_TO}\n\nTechnical details: 550 5.1.1 no such user\n\n----- Original message -----\n\nMessage-ID: ${SENT_ID}`,
    ),
    inWords('gmail'),
  ),
  awkward(
    'gmail of today',
    robot(
      `** Address not found **\n\nYour message wasn't delivered to ${SENT_TO} because the address couldn't be found.\n\nThe response was: 550 5.1.1 No such user\n\nMessage-ID: ${SENT_ID}`,
    ),
    inWords('gmail'),
  ),
  awkward(
    'a provider',
    robot(
      `Sorry, we were unable to deliver your message to the following address.\n\n<${SENT_TO}>:\n550: 5.1.1: No such user\n\nMessage-ID: ${SENT_ID}`,
    ),
    inWords('other'),
  ),
];

const notReports: readonly AwkwardLetter[] = [
  awkward('a person who forwards a report', plain(['Subject: Fwd: Undelivered Mail'], `Que faire ?\n\n${QMAIL}`), {
    says: { from: { email: SENT_TO } },
  }),
  awkward(
    'a person who attaches a report',
    `${head()}${multipart('mixed', [words, part(['Content-Type: message/rfc822'], report({ status: failed() }))], 'outer')}`,
    {
      attached: [{ contentType: 'message/rfc822' }],
    },
  ),
  awkward(
    'a read receipt',
    `${head('Subject: Lu : Colis')}${multipart('report; report-type=disposition-notification', [words, part(['Content-Type: message/disposition-notification'], `Final-Recipient: rfc822; ${SENT_TO}\nDisposition: automatic-action/MDN-sent-automatically; displayed`)])}`,
    { fate: 'automatic' },
  ),
  awkward(
    'an abuse report',
    `${head()}${multipart('report; report-type=feedback-report', [words, part(['Content-Type: message/feedback-report'], 'Feedback-Type: abuse'), original])}`,
    { fate: 'automatic' },
  ),
  awkward('a robot that reports nothing', plain([DAEMON, 'Subject: Quota'], 'Your mailbox is nearly full.'), {
    fate: 'automatic',
  }),
];

export const BOUNCES: readonly AwkwardLetter[] = [...standard, ...worded, ...notReports];

/** Reports in words that no program is known by: the language, the subject, what they say. */
export const UNFORMED: readonly (readonly [language: string, subject: string, words: string])[] = [
  ['German', 'Unzustellbar: Re: Colis', `Ihre Nachricht an ${SENT_TO} konnte nicht zugestellt werden.`],
  ['German, of a provider', 'Zustellung fehlgeschlagen', `Die Adresse <${SENT_TO}> ist unbekannt.`],
  ['German, of old', 'Mail', `Ihre Nachricht\n\n  An: Claire\n\nhat folgende Empfänger nicht erreicht:\n\n${SENT_TO}`],
  ['French', 'Message non remis', `Votre message à ${SENT_TO} n’a pas pu être remis.`],
  ['French, of a provider', 'Avis', `Il a été impossible de distribuer votre message.\n\n<${SENT_TO}> : boîte inconnue`],
  ['Spanish', 'Mensaje no entregado', `No se pudo entregar el mensaje a ${SENT_TO}.`],
  ['Spanish, in other words', 'Aviso', `Su mensaje para ${SENT_TO} no ha podido ser entregado.`],
  ['Italian', 'Mancata consegna', `Il messaggio per ${SENT_TO} non è stato consegnato.`],
  ['Italian, in other words', 'Avviso', `Impossibile recapitare il messaggio a ${SENT_TO}.`],
  ['Dutch', 'Onbestelbaar: Re: Colis', `Uw bericht aan ${SENT_TO} kon niet worden bezorgd.`],
  ['Portuguese', 'Falha na entrega da mensagem', `A mensagem para ${SENT_TO} não pôde ser entregue.`],
  ['Portuguese, in other words', 'Aviso', `Não foi possível entregar a sua mensagem a ${SENT_TO}.`],
  ['Swedish', 'Meddelande', `Meddelandet till ${SENT_TO} kunde inte levereras.`],
  ['Danish', 'Mail', `Din mail til ${SENT_TO} kunne ikke leveres.`],
  ['Finnish', 'Viesti', `Viestin toimitus epäonnistui: ${SENT_TO}`],
  ['Polish', 'Poczta', `Wiadomość do ${SENT_TO} nie została dostarczona.`],
  ['Czech', 'Pošta', `Zprávu pro ${SENT_TO} nelze doručit.`],
  ['Hungarian', 'Levél', `Az üzenetet ${SENT_TO} címre nem sikerült kézbesíteni.`],
  ['Turkish', 'Posta', `İletiniz ${SENT_TO} adresine teslim edilemedi.`],
  ['Russian', 'Почта', `Сообщение для ${SENT_TO} не было доставлено.`],
  ['Japanese', '配信不能', `${SENT_TO} 宛のメールは配信できませんでした。`],
  ['Chinese', '退信', `您发给 ${SENT_TO} 的邮件无法投递。`],
  ['English, of nobody known', 'Mail', `Your e-mail to ${SENT_TO} was not accepted, so it has not been delivered.`],
  ['no words but the protocol’s', 'x', `${SENT_TO}: 550 5.1.1 xxx`],
];

/** Letters with the null sender, or of a mail server, that report nothing of ours. */
export const NO_REPORTS: readonly (readonly [name: string, raw: string])[] = [
  [
    'who is away, and quotes us',
    plain(
      ['Return-Path: <>', 'Subject: Automatische Antwort: Re: Paket'],
      'Ich bin im Urlaub.\n\nIhre Nachricht konnte nicht zugestellt werden, schrieben Sie.',
    ),
  ],
  [
    'who is away, with our words behind marks',
    plain(['Return-Path: <>', 'Subject: Back on Monday'], 'I am away.\n\n> Your message could not be delivered.'),
  ],
  [
    'who is away, and forwards nothing',
    plain(
      ['Return-Path: <>', 'Subject: Urlaub'],
      'Ihre E-Mail wird nicht gelesen und nicht weitergeleitet. Pakete werden zugestellt.',
    ),
  ],
  [
    'a carrier',
    plain(['From: noreply@carrier.example', 'Return-Path: <>'], 'Ihr Paket konnte nicht zugestellt werden.'),
  ],
  [
    'a carrier in French',
    plain(['Return-Path: <>'], 'Merci de votre e-mail.\n\nVotre colis n’a pas pu être distribué.'),
  ],
  ['a person', plain(['Subject: Unzustellbar: Re: Paket'], 'Ihre Nachricht konnte nicht zugestellt werden, was nun?')],
];
