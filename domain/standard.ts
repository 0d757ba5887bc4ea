/** The built-in definition "Standard": Akio's lifecycle of an email (A6–A10) with CCAI's timers (C6). */
import type {
  Alert,
  Cause,
  Definition,
  Desk,
  Duration,
  Label,
  LetterWhen,
  Requirement,
  StateDefinition,
  StateId,
  TimerDefinition,
  Tone,
  TransitionDefinition,
  TriggerDefinition,
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

/** The states where an agent works on the dossier. */
const WORKED = ['open', 'provisional', 'returned', 'reopened'];
const ANSWERABLE = ['new', ...WORKED];
const RESTING = ['waiting', 'dormant', 'resolved'];
const ALIVE = [...ANSWERABLE, 'suspended', 'validation', ...RESTING];

export const STANDARD: Definition = {
  id: 'standard',
  version: 2,
  label: label('Standard', 'Standard'),
  initial: 'new',
  initialOutbound: 'open',
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
  transitions: [...holding(), ...answering(), ...moving(), ...byItself()],
  timers: [
    timer('activeToDormant', label('Actif sans échange', 'Active, nothing said'), WORKED, days(30), 'goDormant'),
    timer(
      'waitingToDormant',
      label('Sans réponse du contact', 'No answer from the contact'),
      ['waiting'],
      days(30),
      'contactSilent',
    ),
    timer('dormantToClosed', label('En veille', 'Dormant'), ['dormant'], days(60), 'autoClose'),
    timer('resolvedToClosed', label('Résolu', 'Resolved'), ['resolved'], days(30), 'autoClose'),
    {
      ...timer(
        'closedToArchived',
        label('Fin du délai de réouverture', 'Reopening window ends'),
        ['closed'],
        days(30),
        'archive',
      ),
      whenOff: 'atOnce',
    },
    {
      ...timer(
        'validationOverdue',
        label('Validation attendue', 'Validation expected'),
        ['validation'],
        hours(4),
        'escalate',
      ),
      start: 'entered',
    },
    {
      ...timer(
        'leavesInbox',
        label('Sort de la boîte de l’agent', "Leaves the agent's inbox"),
        ['resolved', 'closed'],
        days(7),
        'leaveInbox',
      ),
      start: 'entered',
    },
    {
      ...shown('contactWaits', label('Le contact attend', 'The contact waits'), ANSWERABLE, hours(8)),
      start: 'contactWaits',
    },
    shown('silence', label('Sans échange depuis longtemps', 'Nothing said for long'), WORKED, days(15)),
  ],
  triggers: [
    on('escalate', label('Prévenir les superviseurs', 'Tell the supervisors'), { alert: 'validation-overdue' }),
    on('refuse', label('Prévenir l’auteur', 'Tell the author'), { alert: 'validation-refused' }),
    on('askForHelp', label('Appeler un superviseur', 'Call a supervisor'), { alert: 'help-asked' }),
    on('interrupt', label('Prévenir l’agent', 'Tell the agent'), { alert: 'interrupted' }),
    on('contactSilent', label('Libérer l’agent', 'Free the agent'), 'unassign'),
    on('leaveInbox', label('Libérer l’agent', 'Free the agent'), 'unassign'),
    automaticReply({ letter: 'first', in: [] }, label('Premier message d’un échange', 'First message of a thread')),
    automaticReply(
      { letter: 'reopens', in: ['closed'] },
      label('Réponse qui rouvre un dossier clos', 'Answer that reopens a closed dossier'),
    ),
    automaticReply(
      { letter: 'wakes', in: ['dormant'] },
      label('Réponse à un dossier en veille', 'Answer to a dormant dossier'),
    ),
    automaticReply(
      { letter: 'afterSilence', in: WORKED, late: 'silence' },
      label('Réponse après 15 jours sans échange', 'Answer after 15 silent days'),
    ),
  ],
};

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
      [...ALIVE, 'closed'],
      null,
      may('dossier.handle', 'assignee'),
    ),
    by(
      'dismiss',
      label('Annuler l’assignation et rejeter', 'Unassign and dismiss'),
      [...ANSWERABLE, 'closed'],
      null,
      may('dossier.handle', 'assignee'),
    ),
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

function days(value: number): Duration {
  return { unit: 'days', value };
}

function hours(value: number): Duration {
  return { unit: 'businessHours', value };
}

function timer(
  id: string,
  name: Label,
  states: readonly StateId[],
  after: Duration,
  transition: string,
): TimerDefinition {
  return { ...shown(id, name, states, after), transition };
}

function shown(id: string, name: Label, states: readonly StateId[], after: Duration): TimerDefinition {
  return { id, label: name, states, start: 'lastActivity', after, enabled: true, whenOff: 'never' };
}

function on(transition: string, name: Label, action: { readonly alert: Alert } | 'unassign'): TriggerDefinition {
  return { id: `after-${transition}`, label: name, enabled: true, when: { transition }, do: action };
}

function automaticReply(when: LetterWhen, name: Label): TriggerDefinition {
  return { id: `reply-${when.letter}`, label: name, enabled: true, when, do: 'automaticReply' };
}
