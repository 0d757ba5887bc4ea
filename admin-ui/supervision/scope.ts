/** Whose dossiers are being reassigned. */
export interface Scope {
  readonly kind: 'queue' | 'agent';
  readonly id: string;
  readonly name: string;
}
