import { withoutCredentials, withoutUserinfo } from '../../model/credentials.js';

/** Records of incidents are ten deep; what is deeper is none of ours. */
const MAX_DEPTH = 20;

/** A record, whatever it is, with the credentials taken out of all in it that has the shape of a header field or a URL. */
export function cleaned(record: unknown, depth = 0): unknown {
  if (isText(record)) return withoutUserinfo(record);
  if (typeof record !== 'object' || record === null || depth > MAX_DEPTH) return record;
  if (Array.isArray(record)) return record.map((one) => cleaned(one, depth + 1));
  if ('name' in record && 'value' in record && isText(record.name) && isText(record.value)) {
    return { ...record, ...withoutCredentials({ name: record.name, value: record.value }) };
  }
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, cleaned(one, depth + 1)]));
}

const isText = (value: unknown): value is string => typeof value === 'string';
