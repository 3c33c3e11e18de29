import fc from 'fast-check';

/** The seed of every property test: fixed, so that a run can be repeated; `MISSENT_SEED=n` tries other inputs. */
const SEED = Number(process.env.MISSENT_SEED ?? 421);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
