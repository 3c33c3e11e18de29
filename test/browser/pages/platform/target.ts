/** The stage plays Chrome's part. */
export const target: 'chromium' | 'firefox' = 'chromium';
