/** What the tags of an automatic text stand for (C16): of a dossier, its queue and the moment. */
import { DateTime } from 'luxon';
import type { Contact } from '../../domain/dossier/dossier.ts';
import { firstName } from '../../domain/post/first-name.ts';
import type { TagValues } from '../../domain/post/tags.ts';
import type { AutomaticReply } from '../../store/letters/automatic-replies.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import { nextWorkingDate } from './calendar.ts';

export interface TagFacts {
  readonly queue: QueueDocument;
  readonly settings: Pick<AutomaticReply, 'language' | 'company'>;
  readonly contact: Contact;
  /** Who has the dossier; null: nobody. */
  readonly agent: Contact | null;
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Dates and times are the queue's own (C17), in words of its language. What there is none of is empty. */
export function tagValues({ queue, settings, contact, agent, number, at }: TagFacts): TagValues {
  const now = DateTime.fromMillis(at, { zone: queue.calendar.timeZone }).setLocale(settings.language);
  const working = nextWorkingDate(queue.calendar, at);
  return {
    consumer: firstName(contact),
    agent: agent ? firstName(agent) : '',
    date: now.toLocaleString(DateTime.DATE_FULL),
    time: now.toLocaleString(DateTime.TIME_SIMPLE),
    queue: queue.name,
    company: settings.company,
    next_working_date: working
      ? DateTime.fromISO(working).setLocale(settings.language).toLocaleString(DateTime.DATE_FULL)
      : '',
    ticket_id: String(number),
  };
}
