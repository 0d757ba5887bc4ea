/** What a dossier has done to the world, and how long it waits for each. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';

/** Short, and idempotent: one marker in the history. */
export const { record, findAgent, freeAgent, answerAutomatically } = proxyLocalActivities<
  Pick<Activities, 'record' | 'findAgent' | 'freeAgent' | 'answerAutomatically'>
>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

export const { sendReply } = proxyActivities<Pick<Activities, 'sendReply'>>({
  startToCloseTimeout: '3m',
  scheduleToCloseTimeout: '15m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

export const { sendAutomaticReply } = proxyActivities<Pick<Activities, 'sendAutomaticReply'>>({
  startToCloseTimeout: '3m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '15s', maximumInterval: '30m' },
});

/** Somebody waits for the answer. */
export const { askReception } = proxyActivities<Pick<Activities, 'askReception'>>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '15s',
});

/** Tried for as long as it takes: what is given up here is lost from every desk. */
export const { exchangeLetters, passLettersOn, eraseRedacted, redirectLetter, tellBounce } = proxyActivities<
  Pick<Activities, 'exchangeLetters' | 'passLettersOn' | 'eraseRedacted' | 'redirectLetter' | 'tellBounce'>
>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});
