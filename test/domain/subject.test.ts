/** Subjects: who says them, and the number in them. */
import fc from 'fast-check';
import { MAX_SUBJECT, replySubject, sentSubject } from '../../domain/post/subject.ts';

const facts = { number: 42, written: 'Autre', usual: 'Re: Facture', isFirst: true };
const edited = { numberInSubject: false, agentsEditSubject: true };
const numbered = { numberInSubject: true, agentsEditSubject: false };
const fixed = { numberInSubject: false, agentsEditSubject: false };

describe('C2: the subject of an answer', () => {
  it('is what the agent wrote where agents edit it', () => {
    expect(sentSubject(edited, facts)).toBe('Autre');
  });
  it('is what it answers, with the number on the first answer only', () => {
    expect(sentSubject(numbered, facts)).toBe('Re: Facture [#42]');
    expect(sentSubject(numbered, { ...facts, isFirst: false })).toBe('Re: Facture');
  });
  it('has the number once', () => {
    expect(sentSubject(numbered, { ...facts, usual: 'Re: [#42] Facture' })).toBe('Re: [#42] Facture');
  });
  it('is what it answers where nobody edits it', () => {
    expect(sentSubject(fixed, facts)).toBe('Re: Facture');
  });
  it('is what the agent wrote where it answers nothing', () => {
    expect(sentSubject(fixed, { ...facts, usual: null })).toBe('Autre');
    expect(sentSubject(numbered, { ...facts, usual: null })).toBe('Autre [#42]');
  });
  it('G8: has at most 1,024 characters, the number whole among them, and no half character', () => {
    const rules = fc.constantFrom(edited, numbered, fixed);
    fc.assert(
      fc.property(rules, fc.string({ unit: 'binary', maxLength: 1100 }), fc.nat(999_999_999), (rule, usual, number) => {
        const subject = sentSubject(rule, { ...facts, written: usual, usual, number });
        expect(subject.length).toBeLessThanOrEqual(MAX_SUBJECT);
        expect(subject.isWellFormed()).toBe(true);
        if (rule === numbered) expect(subject).toContain(`[#${number}]`);
      }),
    );
  });
});

it('says Re: once', () => {
  expect([replySubject('Facture'), replySubject('RE : Facture')]).toEqual(['Re: Facture', 'RE : Facture']);
});
