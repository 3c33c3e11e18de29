import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

// One configuration for all, so that no distribution's openssl.cnf adds extensions of its own.
const CONFIG = `[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
`;

const leafSection = (names: readonly string[]) => `[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = ${names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(', ')}
`;

export interface Leaf {
  readonly names: readonly string[];
  /** PEM: leaf, then CA. */
  readonly chain: string;
}

export interface Certificates {
  /** The CA's certificate, PEM. */
  readonly ca: string;
  /** PEM. One key for all leaves: the lab keeps no secret, and one key means one fingerprint to give to Chromium. */
  readonly key: string;
  readonly leaves: readonly Leaf[];
  /** base64 of the SHA-256 of the leaves' SubjectPublicKeyInfo. */
  readonly spki: string;
}

/** Makes a CA and one leaf for each list of names with the `openssl` program (3.0 or later), in `folder`. */
export async function makeCertificates(
  folder: string,
  lists: readonly (readonly string[])[],
): Promise<Certificates> {
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  await writeFile(at('ca.cnf'), CONFIG);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    ...['req', '-x509', ...newKey, '-config', 'ca.cnf', '-extensions', 'ca', '-days', '30'],
    ...['-subj', '/CN=Missent lab CA', '-keyout', 'ca.key', '-out', 'ca.pem'],
  );
  await openssl(
    ...['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-out', 'leaf.key'],
  );
  const ca = await readFile(at('ca.pem'), 'utf8');
  const leaves = await Promise.all(
    lists.map(async (names, index): Promise<Leaf> => {
      await writeFile(at(`${index}.cnf`), CONFIG + leafSection(names));
      await openssl(
        ...['req', '-x509', '-new', '-key', 'leaf.key', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '30'],
        ...['-config', `${index}.cnf`, '-extensions', 'leaf', '-subj', `/CN=${names[0] ?? 'lab'}`],
        ...['-out', `${index}.pem`],
      );
      return { names, chain: (await readFile(at(`${index}.pem`), 'utf8')) + ca };
    }),
  );
  const [first] = leaves;
  if (!first) throw new Error('the lab needs at least one certificate');
  const publicKey = new X509Certificate(first.chain).publicKey.export({ type: 'spki', format: 'der' });
  return {
    ca,
    key: await readFile(at('leaf.key'), 'utf8'),
    leaves,
    spki: createHash('sha256').update(publicKey).digest('base64'),
  };
}

/** Does a list of subject alternative names cover the host? One wildcard label on the left (RFC 9525 section 6.3). */
export const covers = (names: readonly string[], host: string): boolean =>
  names.some(
    (name) => name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1)),
  );
