/** The built-in definition "Standard": Akio's lifecycle of an email (A6–A10) with CCAI's timers (C6). */
import type {
  Cause,
  Definition,
  Desk,
  Label,
  Requirement,
  StateDefinition,
  StateId,
  Tone,
  TransitionDefinition,
} from './definition.ts';
import type { Right } from './rights.ts';

const label = (fr: string, en: string): Label => ({ fr, en });

const state = (id: StateId, name: Label, desk: Desk | null, tone: Tone, active: boolean): StateDefinition => ({
  id,
  label: name,
  desk,
  tone,
  active,
});

const by = (
  cause: Cause,
  name: Label,
  from: readonly StateId[],
  to: StateId,
  more: { readonly id?: string; readonly right?: Right; readonly requires?: readonly Requirement[] } = {},
): TransitionDefinition => ({ id: cause, label: name, from, to, cause, ...more });

const HANDLE = { right: 'dossier.handle' } as const;
const REPLY = { right: 'dossier.handle', requires: ['reply'] } as const;
const VALIDATE = { right: 'dossier.validate' } as const;

/** The states where an agent works on the dossier. */
const WORKED = ['open', 'provisional', 'returned', 'reopened'];
const ANSWERABLE = ['new', ...WORKED];
const ALIVE = [...ANSWERABLE, 'suspended', 'validation', 'waiting', 'dormant', 'resolved'];

export const STANDARD: Definition = {
  id: 'standard',
  version: 1,
  label: label('Standard', 'Standard'),
  initial: 'new',
  states: [
    state('new', label('À traiter', 'To handle'), 'inProgress', 'info', true),
    state('open', label('En cours', 'Open'), 'inProgress', 'progress', true),
    state('provisional', label('À traiter (bis)', 'To handle (bis)'), 'inProgress', 'progress', true),
    state('returned', label('Retour contact', 'Contact replied'), 'inProgress', 'attention', true),
    state('reopened', label('À traiter', 'To handle'), 'inProgress', 'attention', true),
    state('suspended', label('Suspendu', 'Suspended'), 'inProgress', 'neutral', false),
    state('validation', label('Validation (clos)', 'Validation (closed)'), 'validation', 'attention', false),
    state('waiting', label('En attente du contact', 'Waiting for contact'), 'handled', 'info', false),
    state('dormant', label('En veille', 'Dormant'), 'handled', 'neutral', false),
    state('resolved', label('Résolu', 'Resolved'), 'handled', 'success', false),
    state('closed', label('Clos', 'Closed'), 'handled', 'success', false),
    state('interrupted', label('Interrompu', 'Interrupted'), 'inProgress', 'danger', false),
    { ...state('archived', label('Archivé', 'Archived'), null, 'neutral', false), final: true },
  ],
  transitions: [
    by('accept', label('Prendre en charge', 'Accept'), ['new', 'provisional', 'returned', 'reopened'], 'open', HANDLE),
    by('replyKeepOpen', label('Répondre sans clore', 'Reply without closing'), ANSWERABLE, 'provisional', {
      right: 'dossier.handle',
      requires: ['reply', 'pullMode'],
    }),
    by('replyAndWait', label('Répondre et attendre', 'Reply and wait'), ANSWERABLE, 'waiting', REPLY),
    by('replyAndClose', label('Répondre et clore', 'Reply and close'), ANSWERABLE, 'closed', REPLY),
    by('submitForValidation', label('Validation', 'Validation'), ANSWERABLE, 'validation', REPLY),
    by('approve', label('Accepter', 'Approve'), ['validation'], 'closed', VALIDATE),
    by('refuse', label('Refuser', 'Refuse'), ['validation'], 'open', VALIDATE),
    by('transfer', label('Transférer', 'Transfer'), WORKED, 'new', HANDLE),
    by('resolve', label('Résoudre', 'Resolve'), WORKED, 'resolved', HANDLE),
    by('close', label('Clore', 'Close'), [...WORKED, 'waiting', 'dormant', 'resolved'], 'closed', HANDLE),
    by('reopen', label('Rouvrir', 'Reopen'), ['waiting', 'dormant', 'resolved', 'closed'], 'open', HANDLE),
    by('suspend', label('Suspendre', 'Suspend'), ['open'], 'suspended', HANDLE),
    by('resume', label('Reprendre', 'Resume'), ['suspended'], 'open', HANDLE),
    by('interrupt', label('Interrompre', 'Interrupt'), ALIVE, 'interrupted'),
    by('end', label('Terminer', 'End'), ['interrupted'], 'closed', HANDLE),
    by('contactAnswers', label('Réponse du contact', 'Contact replied'), ['waiting', 'dormant'], 'returned'),
    by('contactAnswers', label('Réponse du contact', 'Contact replied'), ['resolved', 'closed'], 'reopened', {
      id: 'contactReopens',
    }),
    by('timer', label('Mise en veille', 'Goes dormant'), [...WORKED, 'waiting'], 'dormant', { id: 'goDormant' }),
    by('timer', label('Clôture automatique', 'Closes by itself'), ['dormant', 'resolved'], 'closed', {
      id: 'autoClose',
    }),
    by('timer', label('Archivage', 'Archived'), ['closed'], 'archived', { id: 'archive' }),
  ],
  timers: [
    timer('activeToDormant', label('Actif sans échange', 'Active, nothing said'), WORKED, 30, 'goDormant'),
    timer(
      'waitingToDormant',
      label('Sans réponse du contact', 'No answer from the contact'),
      ['waiting'],
      30,
      'goDormant',
    ),
    timer('dormantToClosed', label('En veille', 'Dormant'), ['dormant'], 60, 'autoClose'),
    timer('resolvedToClosed', label('Résolu', 'Resolved'), ['resolved'], 30, 'autoClose'),
    timer('closedToArchived', label('Fin du délai de réouverture', 'Reopening window ends'), ['closed'], 30, 'archive'),
  ],
};

function timer(id: string, name: Label, states: readonly StateId[], days: number, transition: string) {
  return { id, label: name, states, days, transition, enabled: true };
}
