/** What mail servers say, in many languages, where a letter did not arrive; and what follows is a copy of it. Pure. */

// A letter must be named beside the failure: shops write of parcels that could not be delivered. `[^]`: any character of
// the sentence.
const FAILED = [
  // English
  "(?:message|e-?mail|mail)\\b[^]{0,160}?(?:could ?n[o’']t|can ?n[o’']t|cannot|was not|wasn[’']t|has not been|failed to)[^]{0,60}?(?:deliver|be sent)",
  '(?:unable|failed|not possible) to deliver[^]{0,60}?(?:message|mail)|undeliver(?:able|ed)(?: mail| message)?|returned mail|returned to sender',
  '(?:mail|message) delivery (?:failed|failure|error)|delivery (?:status notification|failure|has failed)|failure notice|delivery to [^]{0,80}failed',
  "(?:user|recipient|address|mailbox)(?: is| was)? (?:unknown|not found|rejected|unavailable|does ?n[o’']t exist)|no such (?:user|mailbox|recipient)",
  // French
  "(?:message|courriel|e-?mail|mail)\\b[^]{0,160}?n(?:e |[’'] ?)(?:a|ont|est|peut|pourra|sera)\\b[^]{0,60}?(?:remis|distribu|délivr|achemin)",
  'impossible de (?:remettre|délivrer|distribuer|acheminer|livrer)[^]{0,60}?(?:message|courriel|e-?mail|mail)',
  "(?:message|courriel|e-?mail|mail) non (?:remis|distribué|délivré|livré|distribuable)|avis de non[- ](?:remise|distribution)|échec de la (?:remise|distribution)|(?:échec|erreur) d[e’'](?: la)? ?(?:remise|envoi|distribution|livraison) (?:du|de votre|de) (?:message|courriel|mail)",
  "(?:destinataire|adresse|boîte)[^]{0,60}?(?:inconnue?|introuvable|n[’']existe pas)",
  // German
  '(?:nachricht|e-?mail|mail)\\b[^]{0,160}?(?:nicht|konnten?)[^]{0,80}?(?:zugestellt|übermittelt|ausgeliefert|zustellen)',
  'unzustellbar|(?:zustellung|übermittlung)[^]{0,100}?(?:fehlgeschlagen|gescheitert|nicht möglich|unmöglich)|zustell(?:fehler|ungsfehler)|empfänger(?:n)?\\b[^]{0,60}?nicht erreicht',
  '(?:empfänger|adresse|postfach)\\b[^]{0,60}?(?:nicht gefunden|unbekannt|existiert nicht)',
  // Spanish
  '(?:mensaje|correo|e-?mail)\\b[^]{0,160}?\\bno (?:se )?(?:ha|han|pudo|pudieron|puede|fue)\\b[^]{0,60}?entreg',
  'no (?:se )?(?:pudo|puede|ha podido|ha sido posible|fue posible) (?:entregar|enviar)[^]{0,60}?(?:mensaje|correo)|(?:error|fallo|notificación)[^]{0,30}?(?:de|en la) (?:no )?entrega (?:del?|de su) (?:mensaje|correo)|(?:mensaje|correo) (?:no entregado|devuelto)|no se puede entregar',
  '(?:destinatario|dirección|buzón)[^]{0,60}?(?:desconocid|no (?:existe|encontrad))',
  // Italian
  "(?:messaggio|posta|e-?mail|mail)\\b[^]{0,160}?\\bnon (?:è|e[’']|ha|può|puo[’']|sarà)(?![\\p{L}])[^]{0,60}?(?:consegn|recapit)",
  'impossibile (?:consegnare|recapitare|inviare)[^]{0,60}?(?:messaggio|e-?mail|mail)|manca(?:ta|to) (?:consegna|recapito)|(?:messaggio|mail) non (?:consegnat|recapitat)[oa]|non recapitabile',
  '(?:destinatario|indirizzo|casella)[^]{0,60}?(?:sconosciut|inesistente|non (?:esiste|trovat))',
  // Dutch
  '(?:bericht|e-?mail|mail)\\b[^]{0,160}?\\bniet\\b[^]{0,60}?(?:bezorg|afgelever|aflever|besteld)',
  'onbestelbaar|(?:bezorging|aflevering)[^]{0,60}?mislukt|niet[- ]bezorgd(?:e)?(?: bericht| e-?mail)?',
  '(?:geadresseerde|ontvanger|adres|postvak)[^]{0,60}?(?:onbekend|niet gevonden|bestaat niet)',
  // Portuguese
  '(?:mensagem|correio|e-?mail)(?![\\p{L}])[^]{0,160}?não (?:foi|pôde|pode|conseguiu)(?![\\p{L}])[^]{0,60}?entreg',
  'não (?:foi possível|é possível|conseguimos) (?:entregar|enviar)[^]{0,60}?(?:mensagem|e-?mail|correio)|(?:falha|erro) (?:na|de) entrega (?:da|de) (?:mensagem|e-?mail)|mensagem (?:não entregue|devolvida)',
  '(?:destinatário|endereço)[^]{0,60}?(?:desconhecid|não (?:existe|encontrad))',
  // Nordic, Finnish
  '(?:meddelande|besked|melding|e-?post|mail)\\w{0,4}[^]{0,160}?\\b(?:inte|ikke|kunde ej)\\b[^]{0,60}?(?:levere|aflever|skickas)|olevererbar|kan ikke leveres|kunde inte levereras',
  'viesti[^]{0,160}?(?:ei voi(?:da|tu)|epäonnistui)[^]{0,60}?(?:toimitt|perille|välit)|viestin toimitus epäonnistui',
  // Polish, Czech, Slovak, Hungarian, Romanian
  '(?:wiadomoś|poczt|e-?mail)[^]{0,160}?\\bnie (?:został|mogł|moż|uda)[^]{0,60}?(?:dostarcz|doręcz)|niedostarczon|nie można dostarczyć',
  '(?:zpráv|správ|e-?mail)[^]{0,160}?(?:nebyl|nelze|nepodařilo|nepodarilo|nebolo|nedá)[^]{0,60}?(?:doruč)|nedoručiteln|nedoručen',
  '(?:üzenet|levél|e-?mail)[^]{0,160}?nem[^]{0,60}?kézbesít|kézbesítetlen|kézbesíthetetlen|(?:mesaj|e-?mail)[^]{0,160}?nu a (?:putut|fost)[^]{0,60}?livr',
  // Turkish, Greek, Russian, Ukrainian
  '(?:[iİ]leti|mesaj|e-?posta)[^]{0,160}?(?:teslim edileme|iletileme|ulaştırılama)|μήνυμα[^]{0,160}?δεν[^]{0,60}?παραδο',
  '(?:сообщени|письм)[^]{0,160}?не (?:было|может|могло|удалось|доставлен)[^]{0,60}?достав|не удалось доставить|недоставлен|(?:повідомлен|лист)[^]{0,160}?не[^]{0,60}?доставлен',
  // Japanese, Chinese, Korean
  '配信(?:不能|できません|に失敗|エラー)|配達(?:不能|できません)|送信できません|お届けできません|(?:无法|無法|未能)(?:送达|送達|投递|投遞|传递|傳遞|传送|傳送)|退信|전달(?:되지|할 수 없|하지 못)|배달(?:되지|할 수 없)',
];

const DELAYED = [
  'not yet been delivered|has been delayed|is delayed|delivery[^]{0,20}delay|transient non-fatal|will (?:continue|keep) (?:to try|trying)|delivery attempts will continue|warning: (?:message|could not send)',
  "n[’']a pas encore été|(?:remise|distribution|livraison)[^]{0,30}retard|sera (?:de nouveau tentée|retentée)",
  'noch nicht (?:zugestellt|übermittelt)|verzögert|weitere zustellversuche|wird (?:weiterhin|erneut) versucht',
  'aún no (?:se )?ha|todavía no (?:se )?ha|retrasad|se ha demorado|non è (?:stato )?ancora|in ritardo|ritardat|nog niet (?:bezorgd|afgeleverd)|vertraagd|ainda não foi|atrasad|försena|forsinke',
];

// A machine's answer of the protocol, whatever the words around it (RFC 5321, 4.2; RFC 3463).
const REFUSED = /(?<!\d)5\d\d[\s-]+#?5\.\d{1,3}\.\d{1,3}(?!\d)/;

// Within one sentence: the dots of addresses end none, nor do broken lines.
const WITHIN = '(?:[^.!?\\n]|[.!?](?=\\S)|\\n(?!\\s*\\n))';
const FAILURE = new RegExp(FAILED.join('|').replaceAll('[^]', WITHIN), 'iu');
const DELAY = new RegExp(DELAYED.join('|').replaceAll('[^]', WITHIN), 'iu');

/** Whether these are words of a letter that did not arrive, or has not yet. */
export function tellsOfFailure(text: string): boolean {
  return FAILURE.test(text) || DELAY.test(text) || REFUSED.test(text);
}

/** Whether the server says that it goes on trying. */
export function tellsOfDelay(text: string): boolean {
  return DELAY.test(text);
}

/** Where the copy of the letter itself begins, whose words and addresses tell of no failure. */
export const COPY =
  /^.{0,6}(?:-{2,}\s*)?(?:below this line is a copy|this is a copy of (?:the|your) message|the body of the message is|original message (?:headers|follows)|undelivered message (?:headers|follows)|transcript of session|message header follows|en-têtes (?:du message )?d['’]origine|diagnostic information for administrators|return-path:|received: from)/im;

/** The same where no program is known by its words: a heading in any of the languages, or the copy's own header. */
export const ANY_COPY =
  /^.{0,6}(?:-{2,}|={2,}|_{2,}|\*{2,})?\s*(?:(?:begin )?(?:the )?original message|(?:copie du |votre )?message (?:d['’]origine|original|initial)|(?:ursprüngliche|original)[- ]?(?:nachricht|mail)|kopie (?:der|ihrer) nachricht|mensaje original|messaggio originale|oorspronkelijk(?:e)? bericht|mensagem original|return-path:|received:|message-id:|mime-version:|dkim-signature:)/im;
