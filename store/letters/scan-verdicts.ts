/** What the antivirus says, later, of bytes that it had not read: kept wherever they are attached. */
import type { Connection } from 'mongoose';
import type { Scan } from '../../domain/post/scan.ts';

/** Once it is known it stays: only of what was never read is anything changed. */
export async function keepVerdict(connection: Connection, sha256: string, scan: Scan): Promise<void> {
  const attached = { 'attachments.sha256': sha256 };
  const unread = { $nin: ['clean', 'infected'] };
  const arrayFilters = [{ 'a.sha256': sha256, 'a.scan.state': unread }];
  const lists = ['messages', 'drafts'].map((name) =>
    connection.collection(name).updateMany(attached, { $set: { 'attachments.$[a].scan': scan } }, { arrayFilters }),
  );
  const uploads = connection.collection('files').updateMany({ sha256, 'scan.state': unread }, { $set: { scan } });
  await Promise.all([...lists, uploads]);
}
