/** As if the project had one. */
export const bugsUrl = 'https://github.com/missent/missent/issues';
