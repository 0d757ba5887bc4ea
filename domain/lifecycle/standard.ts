/** The built-in definition "Standard": Akio's lifecycle of an email (A6–A10) with CCAI's timers (C6). */
import type {
  Alert,
  Definition,
  Desk,
  Duration,
  Label,
  LetterWhen,
  StateDefinition,
  StateId,
  TimerDefinition,
  Tone,
  TriggerDefinition,
} from './definition.ts';
import { ANSWERABLE, label, standardTransitions, WORKED } from './standard-transitions.ts';

const state = (id: StateId, name: Label, desk: Desk | null, tone: Tone, active: boolean): StateDefinition => ({
  id,
  label: name,
  desk,
  tone,
  active,
});

export const STANDARD: Definition = {
  id: 'standard',
  version: 3,
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
  transitions: standardTransitions(),
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
