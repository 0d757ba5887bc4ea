/** What the tags stand for in a preview: a dossier that might be. Pure. */
import type { TagValues } from '../../../domain/post/tags.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Sample {
  readonly language: 'fr' | 'en';
  readonly company: string;
  readonly queue: string;
  readonly agent: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The next working date is the next weekday: only the server knows the holidays of the queue. */
export function sampleTags({ language, company, queue, agent, now }: Sample): TagValues {
  const date = (at: number) => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
  return {
    consumer: 'Camille',
    agent,
    date: date(now),
    time: new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(now),
    queue,
    company,
    next_working_date: date(nextWeekday(now)),
    ticket_id: '1024',
  };
}

function nextWeekday(now: number): number {
  const days = [1, 2, 3].find((ahead) => ![0, 6].includes(new Date(now + ahead * DAY_MS).getDay())) ?? 1;
  return now + days * DAY_MS;
}
