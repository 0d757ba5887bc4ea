/** What leads from state to state in the definition "Standard", by whom and on what condition (A1, A6–A10, C6). */

import type { Right } from '../rights.ts';
import type { Cause, Label, Requirement, StateId, TransitionDefinition } from './definition.ts';

export const label = (fr: string, en: string): Label => ({ fr, en });

/** The states where an agent works on the dossier. */
export const WORKED = ['open', 'provisional', 'returned', 'reopened'];
export const ANSWERABLE = ['new', ...WORKED];
const RESTING = ['waiting', 'dormant', 'resolved'];
const ALIVE = [...ANSWERABLE, 'suspended', 'validation', ...RESTING];

/** « En cours » is somebody's: whoever lets go of it leaves it to be handled again. */
const notOpen = (states: readonly StateId[]) => states.filter((state) => state !== 'open');

interface More {
  readonly id?: string;
  readonly right?: Right;
  readonly requires?: readonly Requirement[];
}

const by = (
  cause: Cause,
  name: Label,
  from: readonly StateId[],
  to: StateId | null,
  more: More = {},
): TransitionDefinition => ({ id: cause, label: name, from, to, cause, ...more });

const may = (right: Right, ...requires: Requirement[]): More => ({ right, ...(requires.length ? { requires } : {}) });

export function standardTransitions(): TransitionDefinition[] {
  return [...holding(), ...answering(), ...moving(), ...byItself()];
}

/** Who has the dossier: A1, W6, N7, N8, N25, C11. */
function holding(): TransitionDefinition[] {
  return [
    by(
      'accept',
      label('Prendre en charge', 'Accept'),
      ['new', 'provisional', 'returned', 'reopened'],
      'open',
      may('dossier.handle', 'free'),
    ),
    by('accept', label('Prendre en charge', 'Accept'), ['open'], 'open', {
      ...may('dossier.handle', 'offered'),
      id: 'acceptOpen',
    }),
    by('reject', label('Rejeter', 'Reject'), ANSWERABLE, null, may('dossier.handle', 'offered')),
    by(
      'take',
      label('M’assigner', 'Assign to me'),
      [...ANSWERABLE, 'suspended', ...RESTING],
      null,
      may('dossier.handle', 'free'),
    ),
    by(
      'assign',
      label('Assigner', 'Assign'),
      [...ANSWERABLE, 'suspended', ...RESTING],
      null,
      may('dossier.handle', 'free'),
    ),
    by(
      'unassign',
      label('Annuler l’assignation', 'Unassign'),
      notOpen([...ALIVE, 'closed']),
      null,
      may('dossier.handle', 'assignee'),
    ),
    by('unassign', label('Annuler l’assignation', 'Unassign'), ['open'], 'new', {
      ...may('dossier.handle', 'assignee'),
      id: 'unassignOpen',
    }),
    by(
      'dismiss',
      label('Annuler l’assignation et rejeter', 'Unassign and dismiss'),
      notOpen([...ANSWERABLE, 'closed']),
      null,
      may('dossier.handle', 'assignee'),
    ),
    by('dismiss', label('Annuler l’assignation et rejeter', 'Unassign and dismiss'), ['open'], 'new', {
      ...may('dossier.handle', 'assignee'),
      id: 'dismissOpen',
    }),
    by('dismiss', label('Annuler l’assignation et rejeter', 'Unassign and dismiss'), ['resolved'], 'closed', {
      ...may('dossier.handle', 'assignee', 'disposition'),
      id: 'dismissResolved',
    }),
  ];
}

/** What is sent, and what passes by a supervisor: A7–A10, O2. */
function answering(): TransitionDefinition[] {
  return [
    by(
      'replyKeepOpen',
      label('Répondre sans clore', 'Reply without closing'),
      ANSWERABLE,
      'provisional',
      may('dossier.send', 'reply', 'pullMode'),
    ),
    by(
      'replyAndWait',
      label('Répondre et attendre', 'Reply and wait'),
      ANSWERABLE,
      'waiting',
      may('dossier.send', 'reply'),
    ),
    by(
      'replyAndClose',
      label('Répondre et clore', 'Reply and close'),
      ANSWERABLE,
      'closed',
      may('dossier.send', 'reply', 'disposition'),
    ),
    by(
      'submitForValidation',
      label('Validation', 'Validation'),
      ANSWERABLE,
      'validation',
      may('dossier.handle', 'reply'),
    ),
    by('approve', label('Accepter', 'Approve'), ['validation'], 'closed', may('dossier.validate', 'fourEyes')),
    by(
      'amendAndApprove',
      label('Modifier et accepter', 'Amend and approve'),
      ['validation'],
      'closed',
      may('dossier.validate', 'fourEyes'),
    ),
    by('refuse', label('Refuser', 'Refuse'), ['validation'], 'open', may('dossier.validate', 'fourEyes')),
  ];
}

/** What agents do with it besides answering: W5, W9, W10, G14, N10, N17, N21. */
function moving(): TransitionDefinition[] {
  return [
    by('transfer', label('Transférer', 'Transfer'), WORKED, 'new', may('dossier.handle', 'accepted')),
    by(
      'handOver',
      label('Transférer à un agent', 'Transfer to an agent'),
      ['new', 'open'],
      null,
      may('dossier.handle'),
    ),
    by('resolve', label('Résoudre', 'Resolve'), WORKED, 'resolved', may('dossier.handle', 'disposition')),
    by('close', label('Clore', 'Close'), [...WORKED, ...RESTING], 'closed', may('dossier.handle', 'disposition')),
    by('reopen', label('Rouvrir', 'Reopen'), [...RESTING, 'closed'], 'open', may('dossier.handle')),
    by('suspend', label('Suspendre', 'Suspend'), ['open'], 'suspended', may('dossier.handle', 'outbound')),
    by('resume', label('Reprendre', 'Resume'), ['suspended'], 'open', may('dossier.handle')),
    by(
      'setOutcome',
      label('Résultat', 'Outcome'),
      [...ANSWERABLE, 'validation', ...RESTING],
      null,
      may('dossier.handle', 'assignee'),
    ),
    by('moreTime', label('+Temps', '+Time'), ['waiting'], null, may('timer.extend')),
    by('triggerWorkflow', label('Demander de l’aide', 'Ask for help'), WORKED, null, {
      ...may('dossier.handle'),
      id: 'askForHelp',
    }),
    by('end', label('Terminer', 'End'), ['interrupted'], 'closed', may('dossier.handle')),
  ];
}

/** What letters, clocks and losses do: A9, A10, C6, N17, N24, W5. */
function byItself(): TransitionDefinition[] {
  return [
    by('interrupt', label('Interruption', 'Interrupted'), ALIVE, 'interrupted'),
    by(
      'contactAnswers',
      label('Réponse du contact', 'Contact replied'),
      ['waiting', 'dormant', 'suspended'],
      'returned',
    ),
    by('contactAnswers', label('Réponse du contact', 'Contact replied'), ['resolved', 'closed'], 'reopened', {
      id: 'contactReopens',
    }),
    by('timer', label('Mise en veille', 'Goes dormant'), WORKED, 'dormant', { id: 'goDormant' }),
    by('timer', label('Le contact ne répond pas', 'The contact does not answer'), ['waiting'], 'dormant', {
      id: 'contactSilent',
    }),
    by('timer', label('Clôture automatique', 'Closes by itself'), ['dormant', 'resolved'], 'closed', {
      id: 'autoClose',
    }),
    by('timer', label('Archivage', 'Archived'), ['closed'], 'archived', { id: 'archive' }),
    by('timer', label('Validation en retard', 'Validation overdue'), ['validation'], null, { id: 'escalate' }),
    by('timer', label('Sort de la boîte', 'Leaves the inbox'), ['resolved', 'closed'], null, { id: 'leaveInbox' }),
  ];
}
