/** The stage is a web site without the extension's policy. */
export const trustedWorker = (url: string): Worker => new Worker(url, { type: 'module' });
