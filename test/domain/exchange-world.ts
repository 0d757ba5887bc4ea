/** Dossiers that exchange letters, on the rules alone: what each hears, and does in turn, comes in any order. */
import type { ExchangeCommand, SystemCommand } from '../../domain/dossier/commands.ts';
import { decide, decideSystem } from '../../domain/dossier/decide.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import type { Actor, DossierEvent, EventBody } from '../../domain/dossier/events.ts';
import { evolve } from '../../domain/dossier/evolve.ts';
import { receptionOf } from '../../domain/dossier/exchange.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { CONTACT, context, letter, NOW } from './given.ts';

/** Done a step at a time: between two, anybody else may do one. */
type Work = Generator<void, void>;
type Heard = Extract<SystemCommand, { type: 'receiveLetter' | 'lettersCame' | 'lettersLeft' }>;
type ExchangeEvent = Extract<DossierEvent, { type: 'merged' | 'unmerged' | 'lettersSplit' }>;

/** A dossier as its workflow holds it. */
interface Standing {
  dossier: Dossier | null;
  leaving: number;
  /** In the order sent. */
  readonly inbox: Heard[];
  /** One after the other. */
  readonly exchanges: Work[];
}

/** A letter as the store holds it. */
interface Kept {
  at: string;
  /** The dossiers that merges took it from. */
  path: string[];
  /** Where it is once every merge is undone. */
  origin: string;
}

/** As in `workflows/leaving.ts`. */
const ATTEMPTS = 3;

export class ExchangeWorld {
  readonly dossiers = new Map<string, Standing>();
  readonly letters = new Map<string, Kept>();
  readonly #merges = new Set<Work>();
  #now = NOW;

  /** A letter that its threads place in that dossier: there, or where that one's letters are. */
  arrive(message: string, to: string): void {
    const at = this.home(to);
    this.letters.set(message, { at, path: [], origin: at });
    this.#send(at, letter(message) as Heard);
  }

  command(id: string, command: Exclude<ExchangeCommand, { type: 'merge' }>): void {
    const { dossier } = this.standing(id);
    const rights = ROLE_RIGHTS.admin;
    const decision = decide(dossier, STANDARD, command, context({ rights }), this.#now);
    if (decision.ok) this.#happen(id, decision.events, context().actor);
  }

  merge(from: string, into: string): void {
    this.#merges.add(this.#merging(from, into));
  }

  /** One step of what is under way, as `choice` says; false: nothing is. */
  step(choice: number): boolean {
    const ready = [...this.dossiers].flatMap(([id, { inbox, exchanges }]) => [
      ...(inbox.length > 0 ? [() => this.#hear(id, inbox.shift() as Heard)] : []),
      ...exchanges.slice(0, 1).map((work) => () => void (work.next().done && exchanges.shift())),
    ]);
    for (const work of this.#merges) ready.push(() => void (work.next().done && this.#merges.delete(work)));
    ready[choice % ready.length]?.();
    return ready.length > 0;
  }

  standing(id: string): Standing {
    const known = this.dossiers.get(id) ?? { dossier: null, leaving: 0, inbox: [], exchanges: [] };
    this.dossiers.set(id, known);
    return known;
  }

  /** @throws Error when merges lead round in a ring. */
  home(id: string, passed: readonly string[] = []): string {
    if (passed.includes(id)) throw new Error(`A ring of merges: ${[...passed, id].join(' > ')}`);
    const into = this.dossiers.get(id)?.dossier?.mergedInto?.id;
    return into === undefined ? id : this.home(into, [...passed, id]);
  }

  *#merging(from: string, into: string): Work {
    const [here, there] = [this.standing(from), this.standing(into)];
    for (let attempt = 1; ; attempt++) {
      here.leaving += 1;
      yield;
      const answer = receptionOf(there.dossier, STANDARD, there.leaving > 0);
      yield;
      here.leaving -= 1;
      if (answer !== 'leaving' || attempt === ATTEMPTS || from > into) {
        const target = { id: into, number: 1, contact: CONTACT.email, open: answer === 'open' };
        const command = { type: 'merge', into: target, acrossContacts: false } as const;
        const decision = decide(here.dossier, STANDARD, command, context(), this.#now);
        if (decision.ok) this.#happen(from, decision.events, context().actor);
        return;
      }
      yield;
    }
  }

  #send(to: string, heard: Heard): void {
    this.standing(to).inbox.push(heard);
  }

  #hear(id: string, heard: Heard): void {
    const { dossier, exchanges } = this.standing(id);
    if (dossier?.mergedInto && heard.type === 'receiveLetter') exchanges.push(this.#sendAfter(id, heard));
    else if (dossier?.mergedInto && heard.type === 'lettersCame') exchanges.push(this.#passOn(id, heard));
    else this.#happen(id, decideSystem(dossier, STANDARD, heard, this.#now), { kind: 'system' });
  }

  #happen(id: string, events: readonly EventBody[], actor: Actor): void {
    const standing = this.standing(id);
    for (const body of events) {
      const seq = (standing.dossier?.version ?? 0) + 1;
      const event: DossierEvent = { ...body, dossierId: id, seq, at: ++this.#now, actor, cause: `event ${seq}` };
      if (event.type === 'merged' && standing.dossier?.mergedInto) throw new Error(`${id} is merged a second time`);
      standing.dossier = evolve(standing.dossier, event);
      if (event.type === 'merged') standing.exchanges.push(this.#afterMerge(id, event));
      else if (event.type === 'unmerged') standing.exchanges.push(this.#afterUnmerge(id, event));
      else if (event.type === 'lettersSplit') standing.exchanges.push(this.#afterSplit(id, event));
    }
  }

  *#afterSplit(from: string, { seq, data: { letters, into } }: Extract<ExchangeEvent, { type: 'lettersSplit' }>): Work {
    yield;
    const moved = this.#where(({ at }, id) => letters.includes(id) && at === from);
    for (const id of moved) this.letters.set(id, { at: into, path: [], origin: into });
    for (const id of moved) this.#send(into, letter(id) as Heard);
    yield;
    const exchange = { key: `${from}:${seq}`, from, number: 1, by: 'lea', how: 'split', letters: moved } as const;
    if (moved.length > 0) this.#send(into, { type: 'lettersCame', ...exchange, waitingSince: null });
  }

  *#afterMerge(from: string, { seq, data: { into } }: Extract<ExchangeEvent, { type: 'merged' }>): Work {
    yield;
    this.#moveOn(
      this.#where(({ at }) => at === from),
      into,
    );
    yield;
    const letters = this.#where(({ path }) => path.includes(from));
    const waitingSince = this.standing(from).dossier?.mergedInto?.waitingSince ?? null;
    const exchange = { key: `${from}:${seq}`, from, number: 1, by: 'lea', how: 'merge', letters } as const;
    this.#send(into, { type: 'lettersCame', ...exchange, waitingSince });
  }

  *#afterUnmerge(id: string, { seq, data }: Extract<ExchangeEvent, { type: 'unmerged' }>): Work {
    yield;
    const home = this.home(data.from);
    const letters = this.#where(({ path }) => path.includes(id));
    for (const each of letters) {
      const kept = this.#kept(each);
      kept.path = kept.path.slice(0, kept.path.indexOf(id));
      kept.at = id;
    }
    yield;
    const exchange = { key: `${id}:${seq}`, to: id, number: 1, by: 'lea', letters };
    for (const other of new Set([data.from, home])) this.#send(other, { type: 'lettersLeft', ...exchange });
  }

  *#passOn(id: string, came: Extract<Heard, { type: 'lettersCame' }>): Work {
    yield;
    const next = this.standing(id).dossier?.mergedInto?.id;
    if (next === undefined) return this.#send(id, came);
    this.#moveOn(
      this.#where(({ at, path }) => at === id && path.includes(came.from)),
      next,
    );
    yield;
    const letters = this.#where(({ path }) => path.includes(came.from) && path.includes(id));
    if (letters.length > 0) this.#send(next, { ...came, key: `${id}>${came.key}`, from: id, letters });
  }

  *#sendAfter(id: string, stray: Extract<Heard, { type: 'receiveLetter' }>): Work {
    yield;
    const home = this.home(id);
    yield;
    const kept = this.#kept(stray.letter.message);
    if (kept.at === id) Object.assign(kept, { at: home, origin: kept.path.length > 0 ? kept.origin : home });
    this.#send(home, stray);
  }

  #moveOn(letters: readonly string[], to: string): void {
    for (const kept of letters.map((id) => this.#kept(id))) {
      kept.path.push(kept.at);
      kept.at = to;
    }
  }

  #where(holds: (kept: Kept, id: string) => boolean): string[] {
    return [...this.letters].flatMap(([id, kept]) => (holds(kept, id) ? [id] : []));
  }

  #kept(id: string): Kept {
    const kept = this.letters.get(id);
    if (!kept) throw new Error(`Letter ${id} is lost`);
    return kept;
  }
}
