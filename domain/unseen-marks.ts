/** Signs that show nothing, or turn the reading direction round: what hides between letters. Pure. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

export const withoutUnseen = (text: string): string => text.replaceAll(UNSEEN, '');
