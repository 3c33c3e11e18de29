/**
 * Names one answer for good, so that it is never counted twice. `time`: ms since the epoch. Request ids begin anew with
 * the browser's next session, times do not.
 */
export const responseKey = (time: number, requestId: string): string => `${Math.round(time)}:${requestId}`;
