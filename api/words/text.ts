/** What the API says to people: in both languages, always. */

export type Language = 'fr' | 'en';

export interface Text {
  readonly title: string;
  readonly detail: string;
}
