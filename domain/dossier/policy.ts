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
  readonly template: string | null;
  /** 0–1, always the same for the same answer of the same dossier: asking again does not draw again. */
  readonly draw: (policy: string) => number;
}

/** The first policy that takes the answer; null: none does. */
export function policyFor(policies: readonly Policy[], answer: AnswerToJudge): string | null {
  const covers = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  const found = policies.find(
    (p) =>
      p.enabled &&
      covers(p.agents, answer.agent) &&
      covers(p.queues, answer.queue) &&
      covers(p.templates, answer.template) &&
      answer.draw(p.id) < p.sampleRate,
  );
  return found?.id ?? null;
}
