/** A2: whom To may hold, on the dossier as it stands when the command is decided; O3: what a text is like. */
import type { AgentCommand, CommandContext } from '../../domain/dossier/commands.ts';
import type { Answered } from '../../domain/dossier/recipient-lock.ts';
import { shareOfWords } from '../../domain/post/likeness.ts';
import { CONTACT, NOW, OPENING, opened, Play, reply } from './given.ts';

const COLLEAGUE = 'colleague@example.org';
const send = (id: string, to: string): AgentCommand => ({ type: 'replyKeepOpen', message: reply(id, [to]) });
const answering = (letter: string, stands: boolean): Partial<CommandContext> => {
  const answered: Answered = { letter, people: ['Colleague@Example.org'], stands };
  return { answered };
};
const left = { type: 'recordDelivery', message: 'reply-1' } as const;

describe('A2: To holds the contact and those of the letter answered', () => {
  it('of a letter received', () => {
    expect(opened().refusal(send('r', CONTACT.email))).toBeNull();
    expect(opened().refusal(send('r', COLLEAGUE), answering('m1', true))).toBeNull();
    expect(opened().refusal(send('r', 'x@example.net'), answering('m1', true))).toBe('recipient-locked');
    expect(opened().refusal(send('r', COLLEAGUE))).toBe('recipient-locked');
  });

  it('fault X4: of one of ours, only once it has left', () => {
    const play = opened().agent(send('reply-1', CONTACT.email));
    const toCopied = [send('reply-2', COLLEAGUE), answering('reply-1', false)] as const;
    play.later(20_000).system({ type: 'releaseReply', message: 'reply-1' });
    expect(play.refusal(...toCopied)).toBe('recipient-locked');
    play.system({ ...left, delivery: { outcome: 'sent', messageId: '<1@x>', rejected: 0 } });
    expect(play.refusal(...toCopied)).toBeNull();
  });

  it('fault X4: never of one that was withdrawn', () => {
    const play = opened().agent(send('reply-1', CONTACT.email)).agent({ type: 'undoSend' });
    expect(play.refusal(send('reply-2', COLLEAGUE), answering('reply-1', false))).toBe('recipient-locked');
  });

  it('G4: anybody in a dossier that we begin, until somebody answers', () => {
    const begun = new Play().given([
      {
        type: 'dossierOpened',
        data: {
          ...OPENING,
          direction: 'outbound',
          definition: { id: 'standard', version: 1 },
          state: 'open',
          deadlines: [],
        },
      },
    ]);
    expect(begun.refusal(send('r', 'anybody@example.net'))).toBeNull();
    begun.given([
      {
        type: 'letterReceived',
        data: { message: 'm1', automatic: false, deadlines: [], answerFor: null, waitingSince: NOW },
      },
    ]);
    expect(begun.refusal(send('r', 'anybody@example.net'))).toBe('recipient-locked');
  });

  it('fault X4: the letters of a merged dossier answer one that we began', () => {
    const begun = new Play().given([
      {
        type: 'dossierOpened',
        data: {
          ...OPENING,
          direction: 'outbound',
          definition: { id: 'standard', version: 1 },
          state: 'open',
          deadlines: [],
        },
      },
      {
        type: 'lettersCame',
        data: { key: 'k', from: 'd2', number: 8, how: 'merge', letters: ['m9'], waitingSince: null, deadlines: [] },
      },
    ]);
    expect(begun.dossier?.lastReceivedAt).toBe(NOW);
    expect(begun.refusal(send('r', 'anybody@example.net'))).toBe('recipient-locked');
  });
});

describe('fault X5: what a text is like', () => {
  const model =
    'Bonjour, nous vous remboursons le montant de votre commande sous huit jours, à l’adresse de facturation.';
  it.each([
    ['itself', model, 1],
    ['itself in capitals, without accents', model.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase(), 1],
    ['itself with signs nobody sees', model.replaceAll('o', 'o\u200B\u00AD'), 1],
    ['itself in another order, among other words', `Voilà : ${model.split(' ').toReversed().join(' -- ')} Merci.`, 1],
  ])('%s', (_, text, share) => {
    expect(shareOfWords(model, text)).toBe(share);
  });

  it('another text is not', () => {
    expect(shareOfWords(model, 'Bonjour, votre colis est parti hier ; il arrivera demain.')).toBeLessThan(0.4);
    expect(shareOfWords('', model)).toBe(0);
    expect(shareOfWords('Oui.', 'Oui, bien sûr')).toBe(1);
  });
});
