/** The stage plays Chrome's part, unless the test asks for Firefox's. */
export const target: 'chromium' | 'firefox' =
  new URLSearchParams(location.search).get('here') === 'firefox' ? 'firefox' : 'chromium';
