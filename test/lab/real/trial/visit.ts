import { request as plainRequest } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import type { RealLab } from '../lab.js';
import { LOOPBACK } from '../ports.js';

/** nginx pads its own pages for this browser, so the response is as Chromium gets it. */
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

export interface Visited {
  readonly url: string;
  readonly status: number;
  readonly statusLine: string;
  /** `name: value` lines, in order. */
  readonly headers: readonly string[];
  readonly body: string;
}

/**
 * One request as a browser sends it, on a connection of its own. `opener` is the host for which the connection was made,
 * where that is another one.
 */
export const visit = (lab: RealLab, address: string, opener?: string): Promise<Visited> =>
  new Promise((resolve, reject) => {
    const url = new URL(address.replace('{port}', String(lab.httpsPort)));
    const secure = url.protocol === 'https:';
    const isAddress = isIP(url.hostname) > 0;
    const options: RequestOptions = {
      host: isAddress ? url.hostname : LOOPBACK,
      port: secure ? lab.httpsPort : lab.httpPort,
      path: url.pathname,
      servername: isAddress ? '' : (opener ?? url.hostname),
      ca: lab.ca,
      // The name with a final dot is in no certificate; which one is shown is not the question here.
      rejectUnauthorized: false,
      agent: false,
      headers: { host: url.host, 'user-agent': AGENT },
    };
    (secure ? request : plainRequest)(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode = 0, statusMessage = '', rawHeaders } = response;
        resolve({
          url: url.href,
          status: statusCode,
          statusLine: `HTTP/1.1 ${statusCode} ${statusMessage}`,
          headers: rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : [])),
          body: Buffer.concat(parts).toString(),
        });
      });
    })
      .once('error', reject)
      .end();
  });
