import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** Each leaf's name of its own. */
export const NAMES = { shop: 'shop.example', other: 'other.example', verify: 'verify.example' };

/** Makes a self-signed leaf for each name: NAME.pem, NAME.key, and both in NAME.both.pem. All may read them. */
export function makeCertificates(work) {
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, host]) => {
      const files = {
        cert: work.at(`${name}.pem`),
        key: work.at(`${name}.key`),
        both: work.at(`${name}.both.pem`),
      };
      execFileSync(
        'openssl',
        [
          ...[
            'req',
            '-x509',
            '-newkey',
            'ec',
            '-pkeyopt',
            'ec_paramgen_curve:P-256',
            '-nodes',
            '-days',
            '30',
          ],
          ...['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`],
          ...['-keyout', files.key, '-out', files.cert],
        ],
        { stdio: 'ignore' },
      );
      const key = readFileSync(files.key);
      writeFileSync(files.key, key, { mode: 0o644 });
      execFileSync('chmod', ['644', files.key]);
      writeFileSync(files.both, Buffer.concat([readFileSync(files.cert), key]), { mode: 0o644 });
      return [name, files];
    }),
  );
}
