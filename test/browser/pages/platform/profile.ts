/** The stage has no private windows: a page is in one if its address says so. */
export const inPrivateWindow = (): boolean => new URLSearchParams(location.search).has('private');
