/** Subjects under which mail programs answer for somebody who is away. A sign of a machine, never a proof. Pure. */

const PHRASES = [
  'auto(?:matic|mated)?[- ]?(?:reply|response|answer)', // English
  '(?:out|away) (?:of|from) (?:the |my )?office',
  'on (?:annual |parental |maternity |sick )?(?:leave|vacation|holiday)',
  'vacation (?:reply|response|message|notice)',
  'réponse auto(?:matique)?', // French
  "(?:message|notification|avis|réponse) d['’]absence",
  "absence d(?:u|e) (?:mon |votre )?bureau|absent(?:e)? du bureau|absence automatique|en congés?(?: jusqu['’]au)?",
  'automatische (?:antwort|reaktion)|auto(?:matik)?[- ]?antwort', // German
  'abwesend|abwesenheit(?:s(?:notiz|nachricht|meldung|info(?:rmation)?|agent|assistent|benachrichtigung))?|(?:bin|nicht) (?:im büro|abwesend)|außer haus',
  'respuesta autom[áa]tica|respuesta de ausencia', // Spanish
  'fuera de (?:la )?oficina|ausente de la oficina|mensaje de ausencia',
  "risposta automatica|fuori (?:sede|ufficio)|assente dall[’']ufficio|messaggio di assenza", // Italian
  'automatisch(?:e)? (?:antwoord|reactie|bericht)|afwezigheids?(?:bericht|melding|assistent)?|niet aanwezig', // Dutch
  'resposta autom[áa]tica|fora do escrit[óo]rio|(?:mensagem|aviso) de aus[êe]ncia|ausente do escrit[óo]rio', // Portuguese
  'autosvar|automati(?:skt|sk) svar|frånvaro(?:meddelande)?|fraværs?(?:besked|melding)?|ikke på kontoret', // Nordic
  'automaattinen vastaus|poissaolo(?:viesti|ilmoitus)?|poissa toimistosta', // Finnish
  'odpowiedź automatyczna|automatyczna odpowiedź|poza biurem|nieobecność', // Polish
  'automatická odpověď|automatická odpoveď|mimo kancelář|nepřítomnost', // Czech, Slovak
  'automatikus válasz|házon kívül|răspuns automat|în afara biroului', // Hungarian, Romanian
  'otomatik yanıt|ofis dışında|αυτόματη απάντηση|εκτός γραφείου', // Turkish, Greek
  'автоматический ответ|автоответ|вне офиса|автоматична відповідь', // Russian, Ukrainian
  '自動応答|自动答复|自動回覆|自動答覆|自动回复|不在(?:通知|届)?|자동 ?회신|부재중', // Japanese, Chinese, Korean
  'تلقائي|رد تلقائي|הודעה אוטומטית|תשובה אוטומטית|מענה אוטומטי', // Arabic, Hebrew
].join('|');

// What servers on the way put before a subject: `[EXTERNAL]`, `EXT:`, `{Spam?}`, `*** SPAM ***`.
const STAMP =
  /^\s*(?:\[[^\]]{0,40}\]|\{[^}]{0,40}\}|\*{2,}[^*]{1,40}\*{2,}|\((?:ext|extern[a-z]*|spam|caution)\)|(?:ext|extern(?:al|e|o|a)?(?: (?:e-?mail|sender))?|caution|spam)\s*:)\s*/i;
// `\b` knows no letters but ASCII's.
const PHRASE = new RegExp(`^\\s*(?:${PHRASES})(?![\\p{L}\\p{N}])(?<answered>\\s*[:：]\\s*\\S)?`, 'iu');

/** `before`: it stands before the subject of a letter that is answered. `title`: it is the subject. */
export type AutomaticSubject = 'before' | 'title';

/** Null: a subject like any other; as is one that answers (`RE: Automatic reply: …`), which people write. */
export function automaticSubject(subject: string): AutomaticSubject | null {
  let bare = subject;
  for (let next = bare.replace(STAMP, ''); next !== bare; next = bare.replace(STAMP, '')) bare = next;
  const found = PHRASE.exec(bare);
  if (!found) return null;
  return found.groups?.answered === undefined ? 'title' : 'before';
}
