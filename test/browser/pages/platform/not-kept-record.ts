export const readNotKept = (): Promise<undefined> => Promise.resolve(undefined);
