import type { SeenResponse, SuspicionRule } from '../rule.js';

const WORDS = 'Bad Request - Invalid Hostname';

const says: SuspicionRule['says'] = ({ text }) =>
  text === `${WORDS} HTTP Error 400. The request hostname is invalid.` ? WORDS : undefined;

const isHtml = ({ header }: SeenResponse): boolean => /^text\/html/i.test(header('content-type') ?? '');

/** No site of IIS, and no other service, is bound to the host. */
const httpSys: SuspicionRule = {
  id: 'http-sys-hostname',
  writer: 'HTTP.sys (IIS)',
  kind: 'server',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [400],
  named: (response) => /^Microsoft-HTTPAPI\//.test(response.header('server') ?? '') && isHtml(response),
  says,
  source: 'dotnet/aspnetcore, HostFilteringMiddleware.cs, which has the page of HTTP.sys',
};

/** The host is not among AllowedHosts; the page is that of HTTP.sys on purpose. */
const aspNetCore: SuspicionRule = {
  id: 'aspnet-core-hostname',
  writer: 'ASP.NET Core',
  kind: 'server',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [400],
  named: (response) => response.header('server') === 'Kestrel' && isHtml(response),
  says,
  source: 'dotnet/aspnetcore, HostFilteringMiddleware.cs',
};

export const RULES: readonly SuspicionRule[] = [httpSys, aspNetCore];
