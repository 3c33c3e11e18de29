import { isObject, type JsonObject } from '../../log/json.js';

/** The member of that name; else the one at that path, `request.tls.server_name`. A list's first element stands for it. */
export function fieldOf(record: JsonObject, path: string): unknown {
  if (Object.hasOwn(record, path)) return first(record[path]);
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0 || !Object.hasOwn(record, name)) return undefined;
  const member = record[name];
  return isObject(member) ? fieldOf(member, rest.join('.')) : undefined;
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** A text or a number as text. */
export function textOf(record: JsonObject, path: string): string | undefined {
  const value = fieldOf(record, path);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
