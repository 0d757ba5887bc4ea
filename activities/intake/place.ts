/** Decides, for letters that arrive together, which dossier each belongs to. Pure; what is stored already is given. */
import { isSubjectChanged, type ThreadingKey } from '../../mail/read/thread.ts';
import { type Conversation, madeKnown, type Threading, type ThreadKey } from '../../store/letters/threads.ts';

/** What of a letter places it. Message-IDs have their angle brackets. */
export interface Placeable {
  readonly messageId: string | null;
  /** The number of a dossier, signed by us, in an address it came to; null: in none. */
  readonly addressed: number | null;
  /** In-Reply-To first, then References newest first (notes of RFC 5322 §3.6.4). */
  readonly referenced: readonly ThreadingKey[];
  readonly subject: string;
  /** The numbers of dossiers in its subject. */
  readonly numbers: readonly number[];
  /** Lower case. */
  readonly sender: string;
  /** Everyone it names, lower case. */
  readonly participants: readonly string[];
}

export interface Placement {
  /** null: no dossier is known, a new one opens. */
  readonly dossierId: string | null;
  readonly threading: Threading & { readonly by: Found['by'] };
}

/** What is stored of the dossiers that the letters of a batch may belong to. */
export interface StoredThreads {
  readonly keys: readonly ThreadKey[];
  readonly conversations: readonly Conversation[];
  /** Dossiers by their number. */
  readonly numbers: ReadonlyMap<number, string>;
}

/** `hand` is nothing that a letter says. */
type Found = { readonly by: Exclude<Threading['by'], 'hand'>; readonly detail: string; readonly dossierId: string };

/** The dossiers of Message-IDs: those stored, and those of the letters placed before in the same batch. */
export class ThreadIndex {
  readonly #keys: Map<string, ThreadKey>;
  readonly #conversations: Map<string, Conversation>;
  readonly #numbers: ReadonlyMap<number, string>;
  readonly #claimed: ThreadKey[] = [];

  constructor({ keys, conversations, numbers }: StoredThreads) {
    this.#keys = new Map(keys.map((key) => [key._id, key]));
    this.#conversations = new Map(conversations.map((one) => [one.dossierId, one]));
    this.#numbers = numbers;
  }

  /**
   * Ids decide: the letter answered may have gone to another dossier since (a split), which its address does not know.
   * Then the address, then a number quoted by somebody of the dossier; a subject alone never does.
   */
  place(letter: Placeable): Placement {
    const found =
      this.#byReference(letter) ?? this.#byAddress(letter) ?? this.#byEarlier(letter) ?? this.#byNumber(letter);
    if (!found) {
      const quoted = this.#numbered(letter)[0]?.dossierId ?? null;
      const threading = { by: 'none', detail: '', isStranger: false, isSubjectChanged: false, quoted } as const;
      return { dossierId: null, threading };
    }
    const { dossierId, by, detail } = found;
    const known = this.#conversations.get(dossierId);
    const isStranger = known !== undefined && !known.participants.includes(letter.sender);
    const changed = isSubjectChanged(letter.subject, known?.subjects ?? []);
    return { dossierId, threading: { by, detail, isStranger, isSubjectChanged: changed, quoted: null } };
  }

  /** Remembers a placed letter's ids for the dossier, unless another dossier has them (peer 13), and whom it makes known. */
  claim(dossierId: string, letter: Placeable, { isStranger }: Pick<Threading, 'isStranger'>): void {
    for (const { messageId } of letter.referenced) this.#claimOne({ _id: messageId, dossierId, seen: false });
    if (letter.messageId !== null) this.#claimOne({ _id: letter.messageId, dossierId, seen: true });
    const before = this.#conversations.get(dossierId);
    const known = madeKnown({ named: letter.participants, status: 'received', isStranger });
    this.#conversations.set(dossierId, {
      dossierId,
      participants: [...(before?.participants ?? []), ...known],
      subjects: [...(before?.subjects ?? []), letter.subject],
    });
  }

  /** Another Message-ID of a letter that is known. */
  alsoKnown(messageId: string, of: string): void {
    const key = this.#keys.get(of);
    if (key && messageId !== of) this.#claimOne({ _id: messageId, dossierId: key.dossierId, seen: true });
  }

  #byAddress({ addressed }: Placeable): Found | undefined {
    const dossierId = addressed === null ? undefined : this.#numbers.get(addressed);
    return dossierId === undefined ? undefined : { dossierId, by: 'address-token', detail: `#${addressed}` };
  }

  #byReference({ referenced }: Placeable): Found | undefined {
    for (const { kind, messageId } of referenced) {
      const key = this.#keys.get(messageId);
      if (key) return { dossierId: key.dossierId, by: kind, detail: messageId };
    }
    return undefined;
  }

  /** A letter joins the dossier of a letter that referred to it before it arrived (peer 36). */
  #byEarlier({ messageId }: Placeable): Found | undefined {
    const own = messageId === null ? undefined : this.#keys.get(messageId);
    // A Message-ID seen on another letter is a reused one: it says nothing.
    return own && !own.seen ? { dossierId: own.dossierId, by: 'referred-to-earlier', detail: own._id } : undefined;
  }

  #byNumber(letter: Placeable): Found | undefined {
    return this.#numbered(letter).find(({ dossierId }) =>
      this.#conversations.get(dossierId)?.participants.includes(letter.sender),
    );
  }

  #numbered({ numbers }: Placeable): Found[] {
    return numbers.flatMap((number) => {
      const dossierId = this.#numbers.get(number);
      return dossierId === undefined ? [] : [{ dossierId, by: 'subject-number', detail: `#${number}` } as const];
    });
  }

  #claimOne(key: ThreadKey): void {
    const there = this.#keys.get(key._id);
    if (there && (there.seen || !key.seen)) return;
    const claimed = { ...key, dossierId: there?.dossierId ?? key.dossierId };
    this.#keys.set(key._id, claimed);
    this.#claimed.push(claimed);
  }

  /** The claims to store. */
  get claimed(): readonly ThreadKey[] {
    return this.#claimed;
  }
}
