import { useEffect, useState } from 'preact/hooks';
import { type Contact, contactFor, type Settings } from '../../model/settings.js';
import { onSettings, readSettings } from '../../platform/settings.js';

/** Whom an administrator chose for reports of a host; undefined: nobody, or it is not read yet. */
export function useContact(host: string): Contact['to'] | undefined {
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    const take = (settings: Settings): void => setContacts(settings.contacts);
    void readSettings().then(take);
    return onSettings(take);
  }, []);
  return contactFor(host, contacts);
}
