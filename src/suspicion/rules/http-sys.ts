import type { SuspicionRule } from '../rule.js';

const WORDS = 'Bad Request - Invalid Hostname';

/** No site is bound to the host. ASP.NET Core's HostFiltering writes the same page on purpose ("Matches Http.Sys"). */
export const rule: SuspicionRule = {
  id: 'http-sys-hostname',
  writer: 'IIS',
  kind: 'server',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [400],
  named: ({ header }) =>
    /^(?:Microsoft-HTTPAPI\/|Kestrel$)/.test(header('server') ?? '') &&
    /^text\/html/i.test(header('content-type') ?? ''),
  says: ({ text }) =>
    text === `${WORDS} HTTP Error 400. The request hostname is invalid.` ? WORDS : undefined,
  source: 'dotnet/aspnetcore, HostFilteringMiddleware.cs (the page of HTTP.sys)',
};
