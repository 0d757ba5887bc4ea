/** Which answers a supervisor must read first (O3). */

/** Each list narrows the policy; an empty one narrows nothing. */
export interface Policy {
  readonly id: string;
  readonly enabled: boolean;
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly templates: readonly string[];
  /** Of the answers it covers, the share it takes: 0–1. */
  readonly sampleRate: number;
}

export interface AnswerToJudge {
  readonly agent: string;
  readonly queue: string;
  /** Those it was begun from, or is like. */
  readonly templates: readonly string[];
  /** 0–1, always the same for the same answer of the same dossier: asking again does not draw again. */
  readonly draw: (policy: string) => number;
}

/** The first policy that takes the answer; null: none does. */
export function policyFor(policies: readonly Policy[], answer: AnswerToJudge): string | null {
  const covers = (list: readonly string[], ...values: readonly string[]) =>
    list.length === 0 || values.some((value) => list.includes(value));
  const found = policies.find(
    (p) =>
      p.enabled &&
      covers(p.agents, answer.agent) &&
      covers(p.queues, answer.queue) &&
      covers(p.templates, ...answer.templates) &&
      answer.draw(p.id) < p.sampleRate,
  );
  return found?.id ?? null;
}
