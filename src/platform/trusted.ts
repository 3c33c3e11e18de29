/** As far as it is used here (W3C Trusted Types, section 2.3). Firefox has it from 148 on. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/**
 * A worker from a file of this extension. The manifest's policy lets no other script be named: where the browser has
 * Trusted Types, every other place that would run or load a text as script throws.
 */
export function trustedWorker(url: string): Worker {
  return new Worker(policy()?.createScriptURL(url) ?? url, { type: 'module' });
}

let made: ReturnType<PolicyFactory['createPolicy']> | undefined;

function policy(): typeof made {
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!isFactory(factory)) return undefined;
  made ??= factory.createPolicy('missent', {
    createScriptURL(url) {
      const { origin } = new URL(url, location.href);
      if (origin !== location.origin) throw new TypeError('a worker of another origin');
      return url;
    },
  });
  return made;
}

const isFactory = (value: unknown): value is PolicyFactory =>
  typeof value === 'object' && value !== null && 'createPolicy' in value;
