/** What a letter says about its conversation. */
import { subjectOf, threadingEvidence } from '../../mail/read/thread.ts';

describe('threading evidence', () => {
  it('puts In-Reply-To first, then References from the newest, each id once', () => {
    const keys = threadingEvidence({ inReplyTo: ['<3@x>'], references: ['<1@x>', '<2@x>', '<3@x>'] });
    expect(keys).toEqual([
      { kind: 'in-reply-to', messageId: '<3@x>' },
      { kind: 'references', messageId: '<2@x>' },
      { kind: 'references', messageId: '<1@x>' },
    ]);
  });
});

describe('the subject for display', () => {
  it.each([
    ['Re: Colis', 'Colis'],
    ['RE : Colis', 'Colis'],
    ['Re[2]: Fwd: TR: Colis', 'Colis'],
    ['AW: WG: Paket', 'Paket'],
    ['SV: VS: Paket', 'Paket'],
    ['RV: ENC: Paquete', 'Paquete'],
    ['R: I: Pacco', 'Pacco'],
    ['Antw: Pakje', 'Pakje'],
    ['Odp: PD: Paczka', 'Paczka'],
    ['YNT: İLT: Paket', 'Paket'],
    ['回复: 转发: 包裹', '包裹'],
    ['Re：包裹', '包裹'],
    ['Отв: Посылка', 'Посылка'],
    ['[liste] Re: Colis', 'Colis'],
    ['Réf: Colis', 'Colis'],
    ['Recommandé: Colis', 'Recommandé: Colis'],
    ['Transport: délai', 'Transport: délai'],
    ['  ', ''],
  ])('peer 15: %j is %j', (subject, expected) => {
    expect(subjectOf({ subject })).toBe(expected);
  });
});
