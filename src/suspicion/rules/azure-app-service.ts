import type { SuspicionRule } from '../rule.js';

const WORDS = 'Web app not found';

/** Its front end has a reason phrase of its own, which only HTTP/1.x shows. */
export const rule: SuspicionRule = {
  id: 'azure-app-service-no-site',
  writer: 'Azure App Service',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ statusLine, header }) =>
    /^HTTP\/1\.1 404 Site Not Found$/i.test(statusLine) && header('content-type') === 'text/html',
  says: ({ title, text }) =>
    title === 'Microsoft Azure Web App - Error 404' &&
    /^(?:Error )?404 -? ?(?:Web app not found|Web Site not found)\./i.test(text)
      ? WORDS
      : undefined,
  ownDomains: ['azurewebsites.net', 'windows.net'],
  serve: {
    words: (host) => [
      ...['az', 'webapp', 'config', 'hostname', 'add'],
      ...['--webapp-name', 'APP_NAME', '--resource-group', 'RESOURCE_GROUP', '--hostname', host],
    ],
    source: 'learn.microsoft.com, az webapp config hostname',
  },
  source: 'learn.microsoft.com, App Service, custom domains; EdOverflow/can-i-take-over-xyz issue 35',
};
