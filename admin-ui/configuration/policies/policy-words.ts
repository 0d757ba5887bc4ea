/** What a policy does, in one sentence. Pure. */

export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The names of what a policy covers; an empty list narrows nothing. */
export interface Covered {
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly templates: readonly string[];
}

/** Up to here a share is said as people say it: one in five. */
const SAID = 10;

/** « Une réponse sur cinq de Paul, dans Retours, passe par la validation. » `rate` is 0–1. */
export function policySentence(rate: number, { agents, queues, templates }: Covered, say: Say, locale: string): string {
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  const one = Math.round(1 / rate);
  const isOneIn = one <= SAID && Math.abs(one * rate - 1) < 1e-9;
  const part = (key: string, names: readonly string[]) =>
    names.length === 0 ? [] : [say(key, { names: list.format(names), smart_count: isOneIn ? 1 : 2 })];
  const by = part('ofAgents', agents).map((words) => ` ${words}`);
  const where = [...part('inQueues', queues), ...part('fromTemplates', templates)].map((words) => `, ${words}`);
  const covered = [...by, ...where, where.length > 0 ? ',' : ''].join('');
  if (rate <= 0) return say('none');
  if (rate >= 1) return say('every', { covered });
  if (isOneIn) return say('oneIn', { covered, number: say(`numbers.n${one}`) });
  return say('percent', { covered, percent: new Intl.NumberFormat(locale).format(percentOf(rate)) });
}

/** As it is typed: 12.5 of 0.125. */
export function percentOf(rate: number): number {
  return Math.round(rate * 1000) / 10;
}

/** Null: not a share, from a tenth of a percent up to all. */
export function rateOf(typed: string): number | null {
  const percent = Number(typed.replace(',', '.'));
  const isShare = typed.trim() !== '' && percent >= 0.1 && percent <= 100;
  return isShare ? Math.round(percent * 10) / 1000 : null;
}
