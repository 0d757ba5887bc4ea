/** The letters that wait on the demo's desk the first time it is opened. */
import { createTransport } from 'nodemailer';
import type { Endpoint } from './mox.ts';

interface DemoLetter {
  readonly name: string;
  readonly local: string;
  readonly subject: string;
  readonly html: string;
  readonly attachment?: { readonly filename: string; readonly content: string };
}

const LETTERS: readonly DemoLetter[] = [
  {
    name: 'Bruno Lévy',
    local: 'bruno.levy',
    subject: 'Facture en double',
    html: '<p>Bonjour,</p><p>J’ai reçu <b>deux fois</b> la facture d’octobre. Laquelle dois-je payer ?</p><p>Bruno Lévy</p>',
    attachment: { filename: 'facture octobre.txt', content: 'Facture 2026-10-118 : 42,50 €\n' },
  },
  {
    name: 'Anne Petit',
    local: 'anne.petit',
    subject: 'Changement d’adresse',
    html: '<p>Bonjour, je déménage le 1er décembre. Ma nouvelle adresse : 12 rue des Lilas, 69003 Lyon.</p><p>Merci !</p>',
  },
  {
    name: 'David N’Guyen',
    local: 'david.nguyen',
    subject: 'Question about my order',
    html: '<p>Hello,</p><p>Could you tell me when order <i>4417</i> will be delivered?</p><blockquote type="cite"><p>Your order 4417 has been received.</p></blockquote><p>Best, David</p>',
  },
  {
    name: 'Claire Durand',
    local: 'claire.durand',
    subject: 'Colis perdu ?',
    html: '<p>Bonjour,</p><p>Mon colis devait arriver lundi, et je n’ai toujours rien reçu. Pouvez-vous vérifier ?</p><p>Claire Durand</p>',
  },
];

/** Sends them to the support address, as strangers’ servers would. */
export async function sendDemoLetters(smtp: Endpoint, support: string): Promise<void> {
  const transport = createTransport({ ...smtp, secure: false, ignoreTLS: true });
  for (const { name, local, subject, html, attachment } of LETTERS)
    await transport.sendMail({
      from: { name, address: `${local}@localhost` },
      to: support,
      subject,
      html,
      ...(attachment ? { attachments: [attachment] } : {}),
    });
  transport.close();
}
