/** What each step of a test of a connection says: what was found, or what is wrong and what to do. French and English together. */
import type { TestedStep } from '../../store/mailboxes/connection-tests.ts';
import type { Language } from './text.ts';

interface Words {
  readonly detail: string;
  readonly hint?: string;
}

type Both = Readonly<Record<Language, Words>>;

const FOUND: Readonly<Record<string, Both>> = {
  Dns: { fr: { detail: 'Adresse trouvée : {ip}' }, en: { detail: 'Address found: {ip}' } },
  Tcp: { fr: { detail: 'Le port {port} répond ({ip})' }, en: { detail: 'Port {port} answers ({ip})' } },
  Tls: {
    fr: { detail: 'Chiffré ({protocol}), certificat valable jusqu’au {until}' },
    en: { detail: 'Encrypted ({protocol}), certificate valid until {until}' },
  },
  Login: { fr: { detail: 'Connecté en tant que {user}' }, en: { detail: 'Signed in as {user}' } },
  folder: {
    fr: { detail: '« {folder} » ouvert, lettres : {count}' },
    en: { detail: '“{folder}” opened, letters: {count}' },
  },
};

const CODES: Readonly<Record<string, Both>> = {
  plain: {
    fr: { detail: 'Sans chiffrement : c’est un serveur de cette machine' },
    en: { detail: 'Without encryption: it is a server of this machine' },
  },
  arrived: {
    fr: { detail: 'La lettre est arrivée dans « {folder} », puis a été retirée' },
    en: { detail: 'The letter arrived in “{folder}”, and was removed' },
  },
  'in-junk': {
    fr: {
      detail: 'La lettre est arrivée parmi les indésirables (« {folder} »), puis a été retirée',
      hint: 'Dites au serveur que cette adresse est sûre : des lettres de clients peuvent y rester sans être lues.',
    },
    en: {
      detail: 'The letter arrived in junk (“{folder}”), and was removed',
      hint: 'Tell the server that this address is safe: letters of customers may stay there unread.',
    },
  },
  left: {
    fr: {
      detail:
        'La lettre est arrivée dans « {folder} » ; marquée à supprimer, car le serveur ne sait pas en retirer une seule',
    },
    en: { detail: 'The letter arrived in “{folder}”; marked for deletion, as the server cannot remove a single one' },
  },
  accepted: {
    fr: { detail: 'Le serveur a pris la lettre : {said}' },
    en: { detail: 'The server took the letter: {said}' },
  },
  skipped: {
    fr: { detail: 'Pas essayé : une étape précédente a échoué' },
    en: { detail: 'Not tried: an earlier step failed' },
  },
  'no-such-host': {
    fr: { detail: 'Ce nom de serveur n’existe pas', hint: 'Vérifiez l’orthographe du serveur.' },
    en: { detail: 'This server name does not exist', hint: 'Check how the server is spelt.' },
  },
  'name-server': {
    fr: {
      detail: 'Le nom n’a pas pu être cherché',
      hint: 'Le serveur de noms (DNS) ne répond pas : recommencez plus tard.',
    },
    en: { detail: 'The name could not be looked up', hint: 'The name server (DNS) does not answer: try again later.' },
  },
  refused: {
    fr: {
      detail: 'Le serveur refuse la connexion sur ce port',
      hint: 'Vérifiez le port : 993 pour lire, 465 ou 587 pour envoyer.',
    },
    en: {
      detail: 'The server refuses connections on this port',
      hint: 'Check the port: 993 to read, 465 or 587 to send.',
    },
  },
  unreachable: {
    fr: {
      detail: 'Le serveur est hors d’atteinte',
      hint: 'Aucune route n’y mène d’ici : vérifiez l’adresse et le pare-feu.',
    },
    en: {
      detail: 'The server is out of reach',
      hint: 'No route leads there from here: check the address and the firewall.',
    },
  },
  timeout: {
    fr: { detail: 'Pas de réponse à temps', hint: 'Vérifiez le port, et qu’un pare-feu laisse passer la connexion.' },
    en: { detail: 'No answer in time', hint: 'Check the port, and that a firewall lets the connection through.' },
  },
  closed: {
    fr: { detail: 'Le serveur a raccroché', hint: 'Vérifiez le port et le chiffrement choisi.' },
    en: { detail: 'The server hung up', hint: 'Check the port and the encryption chosen.' },
  },
  'certificate-expired': {
    fr: {
      detail: 'Le certificat du serveur n’est pas ou plus valable',
      hint: 'Qui gère ce serveur doit le renouveler.',
    },
    en: {
      detail: 'The server’s certificate is not valid, or no longer',
      hint: 'Whoever runs the server must renew it.',
    },
  },
  'certificate-name': {
    fr: {
      detail: 'Le certificat est celui d’un autre nom',
      hint: 'Donnez le nom de serveur qui est dans le certificat.',
    },
    en: { detail: 'The certificate is for another name', hint: 'Give the server name that is in the certificate.' },
  },
  'certificate-untrusted': {
    fr: {
      detail: 'Personne de connu ne garantit ce certificat',
      hint: 'Qui gère ce serveur doit y mettre un certificat reconnu.',
    },
    en: {
      detail: 'Nobody known vouches for this certificate',
      hint: 'Whoever runs the server must give it a recognised one.',
    },
  },
  'not-tls': {
    fr: { detail: 'Ce port ne parle pas TLS', hint: 'Choisissez STARTTLS, ou le port chiffré (993, 465).' },
    en: { detail: 'This port does not speak TLS', hint: 'Choose STARTTLS, or the encrypted port (993, 465).' },
  },
  'no-starttls': {
    fr: { detail: 'Le serveur n’offre pas STARTTLS', hint: 'Choisissez TLS et le port chiffré (993, 465).' },
    en: { detail: 'The server does not offer STARTTLS', hint: 'Choose TLS and the encrypted port (993, 465).' },
  },
  'sign-in-refused': {
    fr: {
      detail: 'Connexion refusée : {said}',
      hint: 'Vérifiez le nom d’utilisateur et le mot de passe (certains serveurs veulent un mot de passe d’application).',
    },
    en: {
      detail: 'Sign-in refused: {said}',
      hint: 'Check the user name and the password (some servers want an app password).',
    },
  },
  'authorisation-ended': {
    fr: {
      detail: 'L’autorisation est refusée ({said})',
      hint: 'Demandez une nouvelle autorisation, et donnez son jeton.',
    },
    en: { detail: 'The authorisation is refused ({said})', hint: 'Ask for a new authorisation, and give its token.' },
  },
  'token-server': {
    fr: { detail: 'Le serveur de jetons ne donne rien : {said}', hint: 'Vérifiez l’adresse des jetons.' },
    en: { detail: 'The token server gives nothing: {said}', hint: 'Check the address of the tokens.' },
  },
  'no-folder': {
    fr: { detail: 'Le dossier « {said} » n’existe pas', hint: 'Il y a : {folders}.' },
    en: { detail: 'There is no folder “{said}”', hint: 'There are: {folders}.' },
  },
  'not-accepted': {
    fr: {
      detail: 'Le serveur n’a pas pris la lettre : {said}',
      hint: 'L’utilisateur a-t-il le droit d’envoyer depuis cette adresse ?',
    },
    en: { detail: 'The server did not take the letter: {said}', hint: 'May the user send from this address?' },
  },
  'not-arrived': {
    fr: {
      detail: 'La lettre n’est pas arrivée en une minute',
      hint: 'L’adresse mène-t-elle bien à cette boîte ? Cherchez la lettre dans les autres dossiers.',
    },
    en: {
      detail: 'The letter did not arrive within a minute',
      hint: 'Does the address lead to this mailbox? Look for the letter in the other folders.',
    },
  },
  other: { fr: { detail: 'Échec : {said}' }, en: { detail: 'Failed: {said}' } },
};

/** The words of a step that has ended, in this language. */
export function stepWords(
  { step, code, values }: TestedStep,
  language: Language,
): { readonly detail: string; readonly hint: string | null } {
  const found = code === 'ok' ? FOUND[step.replace(/^(imap|smtp)/, '')] : undefined;
  const { detail, hint } = (found ?? CODES[code] ?? CODES.other)?.[language] ?? { detail: code };
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(name, values[name], language));
  return { detail: fill(detail), hint: hint === undefined ? null : fill(hint) };
}

/** A date as the language writes it; anything else as it is. */
function shown(name: string, value: string | undefined, language: Language): string {
  const at = name === 'until' && value ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) return value ?? '';
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    at,
  );
}
