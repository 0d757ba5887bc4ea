/** How much calls for a person: what the rail and the page's title count. */
import { type Static, Type } from '@sinclair/typebox';
import { strict } from './forms.ts';

/** More than that is « 99+ ». */
export const MOST_UNREAD = 100;

const Count = Type.Integer({ minimum: 0 });
export const Badges = Type.Object(
  {
    unread: Type.Integer({
      minimum: 0,
      maximum: MOST_UNREAD,
      description: 'Dossiers in progress, the caller’s or nobody’s, with a letter the caller has not seen',
    }),
    alerts: Type.Unsafe<number>({
      ...Count,
      description: 'Dossiers with an alert: the caller’s, or all a supervisor sees',
    }),
    quarantined: Type.Unsafe<number>({ ...Count, description: 'Letters set aside, for those who may read them' }),
  },
  { ...strict, title: 'Badges' },
);
export type Badges = Static<typeof Badges>;
