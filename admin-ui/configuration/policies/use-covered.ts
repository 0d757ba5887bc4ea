/** What a policy can be narrowed to, and the names of what one is narrowed to. */
import { useLocaleState, useTranslate } from 'react-admin';
import type { Policy } from '../../../api/schemas.ts';
import { useColleagues, useQueues } from '../../data/queries.ts';
import { useTemplates } from '../../data/templates.ts';
import { policySentence } from './policy-words.ts';

export function useCoverable() {
  return {
    agents: useColleagues(),
    queues: useQueues().filter(({ status }) => status !== 'deleted'),
    templates: useTemplates(),
  };
}

/** What a policy does, in the language of the screen. */
export function usePolicySentence(): (policy: Policy) => string {
  const t = useTranslate();
  const [locale = 'fr'] = useLocaleState();
  const coverable = useCoverable();
  const names = (policy: Policy, kind: keyof typeof coverable) =>
    policy[kind].map((id) => coverable[kind].find((one) => one.id === id)?.name ?? t('pli.configuration.gone'));
  return (policy) =>
    policySentence(
      policy.sampleRate,
      { agents: names(policy, 'agents'), queues: names(policy, 'queues'), templates: names(policy, 'templates') },
      (key, values) => t(`pli.policies.${key}`, values),
      locale,
    );
}
