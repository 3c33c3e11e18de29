import type { Protocol } from '../../../model/protocol.js';
import { isObject, parseJson } from '../../log/json.js';
import type { FoundResponse } from './found.js';
import { textOf } from './json-fields.js';
import { targetOfUrl } from './messages-in-text.js';

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  '1': 'http/1.1',
  '1.1': 'http/1.1',
  '2': 'h2',
  '3': 'h3',
};
/** Characters of a line; `certs` in it may hold a chain. */
const MAX_LINE = 65_536;

/**
 * What `curl -w` wrote (curl(1), --write-out): `%{json}`; or, where the whole text is one number, `%{http_code}`. Certificates in
 * it are read by the reader of openssl's output.
 */
export function writtenOut(lines: readonly string[]): FoundResponse[] {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (said.length === 1 && said[0] === '421') {
    return [{ ...BARE, line: lines.findIndex((line) => line.trim() === '421') }];
  }
  return lines.flatMap((line, at) => {
    const from = line.indexOf('{"');
    if (from < 0 || line.length > MAX_LINE || !line.includes('"http_code"')) return [];
    const record = parseJson(line.slice(from));
    if (!isObject(record) || textOf(record, 'http_code') !== '421') return [];
    const url = textOf(record, 'url_effective') ?? textOf(record, 'url');
    const [method, address] = [textOf(record, 'method'), textOf(record, 'remote_ip')];
    const version = /\blibcurl\/([\d.]{1,20})/.exec(textOf(record, 'curl_version') ?? '')?.[1];
    return [
      {
        ...{ ...BARE, line: at, target: url === undefined ? {} : targetOfUrl(url) },
        protocol: PROTOCOLS[textOf(record, 'http_version') ?? ''] ?? 'unknown',
        ...(method === undefined ? {} : { method }),
        ...(address === undefined || !/^[0-9A-Fa-f:.]{2,45}$/.test(address) ? {} : { address }),
        client: { name: 'curl', ...(version === undefined ? {} : { version }) },
      },
    ];
  });
}

const BARE: FoundResponse = {
  ...{ kind: 'write-out', line: 0, target: {}, statusLine: '', headers: [], protocol: 'unknown' },
};
