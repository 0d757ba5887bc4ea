/** A person in two letters. */
export function initials(name: string): string {
  const words = name.split(/[\s.@-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase() ?? '')
    .join('');
}
