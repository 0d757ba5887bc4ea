/** What a policy can be narrowed to, and the names of what one is narrowed to. */
import { useLocaleState, useTranslate } from 'react-admin';
import type { Policy } from '../../../api/schemas.ts';
import type { Group } from '../../data/data-provider.ts';
import { useColleagues, useQueues } from '../../data/queries.ts';
import { useTemplateList } from '../../data/templates.ts';
import { policySentence } from './policy-words.ts';

export type Coverable = Readonly<Record<'agents' | 'queues' | 'templates', readonly Group[]>>;

/** Null: not all read yet, so what is not there cannot be told from what is not known. */
export function useCoverable(): Coverable | null {
  const agents = useColleagues();
  const queues = useQueues();
  const { data: templates } = useTemplateList();
  // There is always somebody, and there is always a queue.
  if (agents.length === 0 || queues.length === 0 || !templates) return null;
  return { agents, queues: queues.filter(({ status }) => status !== 'deleted'), templates };
}

/** What a policy does, in the language of the screen. */
export function usePolicySentence(coverable: Coverable): (policy: Policy) => string {
  const t = useTranslate();
  const [locale = 'fr'] = useLocaleState();
  const names = (policy: Policy, kind: keyof Coverable) =>
    policy[kind].map((id) => coverable[kind].find((one) => one.id === id)?.name ?? t('pli.configuration.gone'));
  return (policy) =>
    policySentence(
      policy.sampleRate,
      { agents: names(policy, 'agents'), queues: names(policy, 'queues'), templates: names(policy, 'templates') },
      (key, values) => t(`pli.policies.${key}`, values),
      locale,
    );
}
