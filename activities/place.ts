/** Decides, for letters that arrive together, which dossier each belongs to. Pure; what is stored already is given. */
import type { ThreadKey } from '../store/threads.ts';

/** What of a letter places it. Message-IDs have their angle brackets. */
export interface Placeable {
  readonly messageId: string | null;
  /** In-Reply-To first, then References newest first (notes of RFC 5322 §3.6.4). */
  readonly referenced: readonly string[];
}

export interface Placement {
  /** null: no dossier is known, a new one opens. */
  readonly dossierId: string | null;
  /** The id that decided it, and where it stands in the letter. */
  readonly evidence: { readonly kind: 'reference' | 'referred-to-earlier'; readonly messageId: string } | null;
}

/** The dossiers of Message-IDs: those stored, and those of the letters placed before in the same batch. */
export class ThreadIndex {
  readonly #keys: Map<string, ThreadKey>;
  readonly #claimed: ThreadKey[] = [];

  constructor(stored: readonly ThreadKey[]) {
    this.#keys = new Map(stored.map((key) => [key._id, key]));
  }

  /** References win; else a letter joins the dossier of a letter that referred to it before it arrived (peer 36). */
  place({ messageId, referenced }: Placeable): Placement {
    for (const id of referenced) {
      const key = this.#keys.get(id);
      if (key) return { dossierId: key.dossierId, evidence: { kind: 'reference', messageId: id } };
    }
    const own = messageId === null ? undefined : this.#keys.get(messageId);
    // A Message-ID seen on another letter is a reused one: it says nothing.
    if (own && !own.seen)
      return { dossierId: own.dossierId, evidence: { kind: 'referred-to-earlier', messageId: own._id } };
    return { dossierId: null, evidence: null };
  }

  /** Remembers a placed letter's ids for the dossier, unless another dossier has them (peer 13). */
  claim(dossierId: string, { messageId, referenced }: Placeable): void {
    for (const id of referenced) this.#claimOne({ _id: id, dossierId, seen: false });
    if (messageId !== null) this.#claimOne({ _id: messageId, dossierId, seen: true });
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
