declare const __BUGS_URL__: string;

/** `bugs.url` of package.json, put in by vite.config.ts; empty where it names none. */
export const bugsUrl: string = __BUGS_URL__;
