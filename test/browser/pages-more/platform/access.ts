const KEY = 'stage.access';

export const hasAccess = (): Promise<boolean> => Promise.resolve(localStorage.getItem(KEY) !== 'no');

/** The user says yes. */
export const requestAccess = (): Promise<boolean> => {
  localStorage.removeItem(KEY);
  return Promise.resolve(true);
};
