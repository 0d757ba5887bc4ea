/** The thread in which passwords are hashed and checked. */
import { hashPassword, verifyPassword } from './passwords.ts';

export interface PasswordCheck {
  readonly password: string;
  /** The hash that is kept; null: nobody has that address. */
  readonly stored: string | null;
}

// Checked when nobody has that address, so that the time taken tells nothing.
const nobody = hashPassword('nobody');

export const verify = ({ password, stored }: PasswordCheck): boolean =>
  verifyPassword(password, stored ?? nobody) && stored !== null;

export const hash = (password: string): string => hashPassword(password);
