// What stored types are made of: a schema says what is taken from storage, a file or a message, and the type follows from it.
import * as v from 'valibot';

type Plain = string | number | boolean | null | undefined;

/** All of it read-only, however deep. */
type Frozen<T> = T extends Plain ? T : { readonly [Key in keyof T]: Frozen<T[Key]> };

/** The type of what a schema takes. */
export type Stored<Schema extends v.GenericSchema> = Frozen<v.InferOutput<Schema>>;

export const text = v.string();
/** ms since the epoch that a Date can hold (ECMA-262 section 21.4.1.1): beyond it, formatting would throw. */
export const time = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));
export const count = v.pipe(v.number(), v.integer());
