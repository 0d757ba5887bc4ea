/**
 * The pure parts of writing and sending: recipients, attempts, undo.
 * @jest-environment node
 */
import { createAttempts } from '../../admin-ui/desk/composer/attempt.ts';
import { primarySubmission, refusalOf } from '../../admin-ui/desk/composer/primary-reply.ts';
import { addTyped } from '../../admin-ui/desk/composer/recipients-field.ts';
import { undoableReply } from '../../admin-ui/desk/undo.ts';
import type { DossierDetail } from '../../api/schemas.ts';
import type { Reply } from '../../domain/dossier/commands.ts';
import type { WantedOutcome } from '../../domain/dossier/dossier.ts';

describe('the recipients field', () => {
  it('A3: splits on ; and , and keeps an address once, whatever its case', () => {
    const { recipients, left } = addTyped(
      ['Claire@Example.com'],
      'claire@example.COM; marc@example.com, MARC@example.com',
    );
    expect(recipients).toEqual(['Claire@Example.com', 'marc@example.com']);
    expect(left).toBe('');
  });

  it('takes addresses out of names, as they are pasted', () => {
    expect(addTyped([], '"Durand, Claire" <claire@example.com>; Marc <marc@example.com>').recipients).toEqual([
      'claire@example.com',
      'marc@example.com',
    ]);
  });

  it('leaves in the field what is not an address', () => {
    expect(addTyped([], 'claire@example.com; nobody')).toEqual({ recipients: ['claire@example.com'], left: 'nobody' });
  });
});

describe('an attempt to send', () => {
  it('O5: has the same key when the same is tried again without an answer, another once it was decided', () => {
    let n = 0;
    const attempts = createAttempts(() => `key-${++n}`);
    expect([attempts.keyFor({ type: 'close' }), attempts.keyFor({ type: 'close' })]).toEqual(['key-1', 'key-1']);
    expect(attempts.keyFor({ type: 'close', text: 'other' })).toBe('key-2');
    attempts.settled();
    expect(attempts.keyFor({ type: 'close', text: 'other' })).toBe('key-3');
  });
});

describe('the primary button', () => {
  const primary = (allowed: string[], last: Reply, refused: DossierDetail['refused'] = []) =>
    primarySubmission({ allowed, refused }, last);

  it('is the last reply used, else the one that closes, else one that is open', () => {
    expect(primary(['replyAndClose', 'replyAndWait'], 'replyAndWait')).toEqual({ type: 'replyAndWait' });
    expect(primary(['replyAndClose', 'replyAndWait'], 'replyKeepOpen')).toEqual({ type: 'replyAndClose' });
    expect(primary(['replyAndWait'], 'replyAndClose')).toEqual({ type: 'replyAndWait' });
  });

  it('N21: stays the last reply used when only the outcome is missing, which is asked for on the way', () => {
    const lacks = [{ type: 'replyAndClose', code: 'needs-outcome', detail: '' }];
    expect(primary(['replyAndWait', 'setOutcome'], 'replyAndClose', lacks)).toEqual({ type: 'replyAndClose' });
    expect(primary(['replyAndWait'], 'replyAndClose', lacks)).toEqual({ type: 'replyAndWait' });
  });

  it('A7: is the validation where one may not send', () => {
    expect(primary(['submitForValidation'], 'replyAndWait')).toEqual({ type: 'submitForValidation', outcome: 'close' });
  });
});

describe('a validation', () => {
  const refusedFor = (outcome: WantedOutcome, ...refused: { type: string; code: string; detail: string }[]) =>
    refusalOf({ refused }, { type: 'submitForValidation', outcome })?.code;

  it('A7 A8: wants only what its reply could do, whether or not one may send oneself', () => {
    const pull = { type: 'replyKeepOpen', code: 'needs-pull-mode', detail: '' };
    const right = { type: 'replyAndWait', code: 'forbidden', detail: '' };
    expect(refusedFor('keepOpen', pull, right)).toBe('needs-pull-mode');
    expect(refusedFor('wait', pull, right)).toBeUndefined();
    expect(refusedFor('close', pull, right)).toBeUndefined();
  });
});

describe('the undo bar', () => {
  const outgoing = [
    { message: 'm1', by: 'lea', phase: 'held' as const, nextAt: '2026-11-21T10:00:10.000Z', attempts: 0 },
  ];
  const at = (second: number) => Date.parse('2026-11-21T10:00:00.000Z') + second * 1000;

  it('O4: counts down by the server’s clock to the moment the reply leaves', () => {
    expect(undoableReply({ outgoing }, 'lea', at(0))).toEqual({ message: 'm1', secondsLeft: 10 });
    expect(undoableReply({ outgoing }, 'lea', at(9.4))).toEqual({ message: 'm1', secondsLeft: 1 });
    expect(undoableReply({ outgoing }, 'lea', at(10))).toBeNull();
  });

  it('shows only to whoever sent the reply', () => {
    expect(undoableReply({ outgoing }, 'marc', at(0))).toBeNull();
  });

  it('is gone once the reply is being sent', () => {
    expect(
      undoableReply({ outgoing: outgoing.map((o) => ({ ...o, phase: 'sending' as const })) }, 'lea', at(0)),
    ).toBeNull();
  });
});
