/** The subjects of what we send: who says them, and the dossier's number in them (C2, G8). Pure; shared by browser and server. */

/** G8: characters. */
export const MAX_SUBJECT = 1024;

/** C2: never both, or an agent could take the number away. With neither, the subject of an answer is what it answers. */
export interface SubjectRules {
  /** The first answer's subject gets the number of the dossier. */
  readonly numberInSubject: boolean;
  readonly agentsEditSubject: boolean;
}

export interface SubjectFacts {
  readonly number: number;
  /** As its writer gave it. */
  readonly written: string;
  /** What it says when nobody changes it; null: it answers nothing, so its writer says it. */
  readonly usual: string | null;
  /** Nothing was sent in the dossier yet. */
  readonly isFirst: boolean;
}

/** `Re:` before a subject that has none yet. */
export function replySubject(original: string): string {
  return cut(/^re\s*:/i.test(original) ? original : `Re: ${original}`, MAX_SUBJECT);
}

/** The subject that leaves. */
export function sentSubject(rules: SubjectRules, { number, written, usual, isFirst }: SubjectFacts): string {
  const subject = rules.agentsEditSubject ? written : (usual ?? written);
  return rules.numberInSubject && isFirst ? numbered(subject, number) : cut(subject, MAX_SUBJECT);
}

/** With the number of its dossier, by which the answer finds it again; once, and whole however long the subject. */
function numbered(subject: string, number: number): string {
  const mark = `[#${number}]`;
  if (subject.includes(mark)) return cut(subject, MAX_SUBJECT);
  return `${cut(subject, MAX_SUBJECT - mark.length - 1)} ${mark}`.trim();
}

/** A character of two halves is kept whole or left out. */
function cut(text: string, length: number): string {
  const short = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short;
}
