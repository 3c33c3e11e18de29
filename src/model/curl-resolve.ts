/**
 * The value of curl's `--resolve`: so that curl asks for the host at this address. A host that begins with `-` would take
 * an entry away instead; after `+`, which lets the entry expire as DNS's do, it is a host (curl's manual, `--resolve`;
 * measured with curl 7.88.1). IPv6 addresses stand in brackets.
 */
export const curlResolve = (host: string, port: number, address: string): string =>
  `${host.startsWith('-') ? '+' : ''}${host}:${port}:${address}`;
