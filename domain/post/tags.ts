/** The tags of texts that machines fill in, as administrators write them: `@{consumer}` (C16). Pure. */

/** C16, in the order in which they are offered. */
export const TAGS = [
  'consumer',
  'agent',
  'date',
  'time',
  'queue',
  'company',
  'next_working_date',
  'ticket_id',
] as const;

export type Tag = (typeof TAGS)[number];
export type TagValues = Readonly<Record<Tag, string>>;

const TAG = /@\{([a-z_]+)\}/g;

/** The HTML with its tags filled in; what a value holds is text, never HTML. A tag nobody knows stays as it is. */
export function fillTags(html: string, values: TagValues): string {
  return html.replace(TAG, (written, name: string) => (isTag(name) ? asText(values[name]) : written));
}

/** The HTML with nothing in place of its tags. */
export function withoutTags(html: string): string {
  return html.replace(TAG, ' ');
}

/** What is written as a tag and is none. */
export function unknownTags(html: string): readonly string[] {
  const named = [...html.matchAll(TAG)].map(([, name]) => name ?? '');
  return [...new Set(named.filter((name) => !isTag(name)))];
}

function isTag(name: string): name is Tag {
  return TAGS.some((tag) => tag === name);
}

function asText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
