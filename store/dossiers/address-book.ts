/** Whom one may want to write to: the contacts of the dossiers one sees (G6). */
import type { Connection } from 'mongoose';
import type { Contact } from '../../domain/dossier/dossier.ts';

export type AddressBook = ReturnType<typeof createAddressBook>;

/** The latest dossiers looked at: a contact who wrote long ago is typed out. */
const LOOKED_AT = 200;
const PATIENCE_MS = 1_000;

export function createAddressBook(connection: Connection) {
  const dossiers = connection.collection('dossiers');

  return {
    /** Contacts with that part in their name or address, whatever its case (A3); `queues` undefined: of all. */
    async contacts(part: string, queues: readonly string[] | undefined, limit: number): Promise<Contact[]> {
      const like = { $regex: part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
      const match = {
        $or: [{ 'contact.email': like }, { 'contact.name': like }],
        ...(queues ? { queue: { $in: [...queues] } } : {}),
      };
      const stages = [
        { $match: match },
        { $sort: { updatedAt: -1 } },
        { $limit: LOOKED_AT },
        {
          $group: {
            _id: { $toLower: '$contact.email' },
            email: { $first: '$contact.email' },
            name: { $first: '$contact.name' },
            at: { $max: '$updatedAt' },
          },
        },
        { $sort: { at: -1 } },
        { $limit: limit },
      ];
      const found = await dossiers.aggregate<Contact>(stages, { maxTimeMS: PATIENCE_MS }).toArray();
      return found.map(({ email, name }) => ({ email, name }));
    },
  };
}
