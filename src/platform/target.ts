declare const __TARGET__: 'chromium' | 'firefox';

/** The browser this build is for; put in by vite.config.ts, so that the other browser's code falls out. */
export const target: 'chromium' | 'firefox' = __TARGET__;
