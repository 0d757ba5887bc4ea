/** The contact the dossier belongs to, whatever the recipients of a reply (A2). */

import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { DossierDetail } from '../../../api/schemas.ts';
import { Facts } from './Facts.tsx';

export function ContactTab({ dossier: { contact, previous, desk } }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  return (
    <Facts
      facts={[
        ...(contact.name ? [{ name: t('pli.side.name'), value: contact.name }] : []),
        { name: t('pli.side.address'), value: contact.email },
        ...(previous
          ? [
              {
                name: t('pli.side.previous'),
                value: <Link to={`/desk/${desk ?? 'handled'}/${previous}`}>{t('pli.side.openPrevious')}</Link>,
              },
            ]
          : []),
      ]}
    />
  );
}
