/** Of how many sites Missent may see the requests: the user can limit it to some in Chrome, and to none in both browsers. */
export type SiteAccess = 'all' | 'some' | 'none';
