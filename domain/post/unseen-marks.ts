/** Signs that show nothing, or turn the reading direction round: what hides between letters. Pure. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

export const withoutUnseen = (text: string): string => text.replaceAll(UNSEEN, '');

/** Embeddings, overrides and isolates (UAX #9, 2): left open, they turn round what stands beside them on the screen. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** For a subject or a name shown within other text; the marks that only order neighbouring letters stay. */
export const withoutDirections = (text: string): string => text.replaceAll(DIRECTIONS, '');
