import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Fixed dates, so that the labels do not depend on the day of the recording. */
export const VALID = { from: '20260101000000Z', to: '20460101000000Z' };
export const EXPIRED = { from: '20200101000000Z', to: '20210101000000Z' };

export const timeOf = (date) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));

const CONFIG = `[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[ca]
default_ca = lab
[lab]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = optional
`;

/** The leaves of the recorded servers; `names` is OpenSSL's subjectAltName, absent for a certificate without. */
export const LEAVES = {
  shop: {
    subject: '/C=DE/O=Shop, Inc./CN=shop.example',
    names: 'DNS:shop.example,DNS:*.shop.example,DNS:xn--bcher-kva.example,IP:127.0.0.1,IP:2001:db8::1',
    dates: VALID,
  },
  fallback: { subject: '/CN=default.example', names: 'DNS:default.example', dates: VALID },
  expired: { subject: '/CN=old.example', names: 'DNS:old.example', dates: EXPIRED },
  nameless: { subject: '/O=Forgotten Appliances', dates: VALID },
  many: {
    subject: '/CN=many.example',
    names: Array.from({ length: 300 }, (_, at) => `DNS:customer-${at}.many.example`).join(','),
    dates: VALID,
  },
};

/** Makes a private CA (ca.pem) and each leaf (NAME.pem with its chain in NAME.chain.pem, NAME.key) in `folder`. */
export function makeCertificates(folder) {
  const openssl = (...args) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const at = (name) => path.join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(at('ca.cnf'), CONFIG);
  writeFileSync(at('index.txt'), '');
  writeFileSync(at('serial'), '1000\n');
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', 'ca.cnf'];
  openssl(
    ...['req', '-x509', ...newKey, '-subj', '/O=Lab/CN=Lab Root', '-extensions', 'root', '-days', '7300'],
    ...['-keyout', 'ca.key', '-out', 'ca.pem'],
  );
  for (const [name, { subject, names, dates }] of Object.entries(LEAVES)) {
    openssl('req', ...newKey, '-utf8', '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    writeFileSync(
      at(`${name}.cnf`),
      `basicConstraints = CA:FALSE\n${names === undefined ? '' : `subjectAltName = ${names}\n`}`,
    );
    openssl(
      ...[
        'ca',
        '-config',
        'ca.cnf',
        '-batch',
        '-notext',
        '-cert',
        'ca.pem',
        '-keyfile',
        'ca.key',
        '-preserveDN',
      ],
      ...['-startdate', dates.from, '-enddate', dates.to, '-extfile', `${name}.cnf`],
      ...['-in', `${name}.csr`, '-out', `${name}.pem`],
    );
    writeFileSync(
      at(`${name}.chain.pem`),
      readFileSync(at(`${name}.pem`), 'utf8') + readFileSync(at('ca.pem'), 'utf8'),
    );
  }
}
