import { describe, expect, test } from 'vitest';
import { type Command, groupsOf, type Step, type StepAction } from '../../../src/model/step.js';
import { renderCommand } from '../../../src/report/commands.js';
import {
  APACHE,
  APACHE_BEHIND_NGINX,
  APACHE_TYPE,
  CUSTOM,
  HAPROXY,
  NGINX,
} from '../../fixtures/server-pages.js';
import { diagnosed, FIREFOX, findingOf, neighbour, periods } from './read.js';

const first = (...args: Parameters<typeof diagnosed>): readonly Step[] =>
  diagnosed(...args).findings[0]?.steps ?? [];
const operator = (steps: readonly Step[]) => steps.filter(({ audience }) => audience === 'operator');
const actions = (steps: readonly Step[]): readonly StepAction[] => steps.flatMap((step) => step.actions);
/** Of the products to choose from. */
const options = (step: Step | undefined): readonly string[] =>
  (step?.actions ?? []).flatMap((action) =>
    action.kind === 'pick' ? action.options.map(({ name }) => name) : [],
  );
const commands = (steps: readonly Step[]): readonly Command[] =>
  actions(steps).flatMap((action) =>
    action.kind === 'command' || action.kind === 'verify_certificate' ? [action.command] : [],
  );
const kinds = (steps: readonly Step[]) => new Set(actions(steps).map(({ kind }) => kind));

describe('nginx in front of Apache', () => {
  const steps = first({ ...APACHE_BEHIND_NGINX, url: 'https://shop.example:8443/cart?token=secret' });

  test('the gateway’s lines are the operator’s first step, with the real host', () => {
    const action = operator(steps)[0]?.actions.find(({ kind }) => kind === 'config');
    expect(action).toMatchObject({ kind: 'config', config: { product: 'nginx', standing: 'tested' } });
    expect(action?.kind === 'config' ? action.config.lines : '').toMatch(/proxy_ssl_name\s+\$host;/);
  });

  test('commands bear the real host and port, and never path or query', () => {
    const words = commands(steps).map((command) => command.words.join(' '));
    expect(words).toContain('openssl s_client -connect shop.example:8443 -servername shop.example');
    expect(words.some((line) => line.includes('--resolve shop.example:8443:ORIGIN_ADDRESS'))).toBe(true);
    expect(words.join()).not.toContain('secret');
  });

  test('a command that would wait for input has none', () => {
    for (const command of commands(steps).filter(({ words }) => words[0] === 'openssl')) {
      expect(command.noInput).toBe(true);
    }
  });

  test('the log’s code to look for, and that browsers try twice', () => {
    expect(commands(steps).some(({ words }) => words[0] === 'grep' && words.includes('AH02032'))).toBe(true);
    expect(steps.find(({ id }) => id === 'search-log')?.note?.key).toBe('step_count_twice');
  });

  test('the visitor is not told to reload, and not offered a new connection that cannot help', () => {
    const visitor = steps.filter(({ audience }) => audience === 'visitor');
    expect(visitor.map(({ id }) => id)).toEqual(['tell-operator']);
  });
});

test('a gateway that does not show: the lines of those that are usual, as alternatives', () => {
  const step = first(APACHE).find(({ id }) => id === 'if-gateway-is');
  expect(options(step)).toEqual(expect.arrayContaining(['nginx', 'HAProxy', 'Caddy']));
  expect(first(APACHE_BEHIND_NGINX).map(({ id }) => id)).not.toContain('if-gateway-is');
});

test('a gateway that does not show, or only by a name, comes before Apache’s own change', () => {
  for (const headers of [APACHE.headers, ['Server: Gatekeeper/7', APACHE_TYPE]]) {
    const ids = operator(first({ ...APACHE, headers })).map(({ id }) => id);
    expect(ids[0]).toBe('if-gateway-is');
    expect(ids.indexOf('apache-one-tls-setup')).toBeGreaterThan(0);
  }
});

test('the log is looked for where it is in each usual deployment', () => {
  const lines = commands(first(APACHE_BEHIND_NGINX).filter(({ id }) => id === 'search-log')).map((command) =>
    renderCommand(command, 'sh'),
  );
  expect(lines).toEqual([
    'grep -rF -- AH02032 /var/log/apache2 /var/log/httpd',
    'docker logs CONTAINER_NAME 2>&1 | grep -F -- AH02032',
  ]);
});

test('what is found in the log can be pasted there, also where the responder is only possible', () => {
  const traefik = {
    headers: ['Content-Type: text/plain; charset=utf-8', 'X-Content-Type-Options: nosniff'],
    body: 'Misdirected Request\n',
  };
  for (const page of [APACHE_BEHIND_NGINX, NGINX, HAPROXY, traefik]) {
    const step = first(page).find(({ id }) => id === 'search-log');
    expect(step?.actions.at(-1)).toEqual({ kind: 'paste_log' });
  }
});

test('a managed service has no files: its step says where its log is', () => {
  const azure = {
    headers: ['Content-Type: text/html', 'x-azure-ref: 1'],
    body: "<h2>Our services aren't available right now</h2>",
  };
  const step = first(azure).find(({ id }) => id === 'search-log');
  expect(step?.detail?.key).toBe('product_azure_front_door_log');
  expect(step?.actions).toEqual([]);
});

test('an upstream of somebody else’s: its own name, and no origin to ask', () => {
  const steps = first({
    headers: ['Server: nginx/1.22.1', 'Content-Type: text/plain'],
    body: 'Requested host does not match any Subject Alternative Names (SANs) on TLS certificate [0f] in use with this connection.',
  });
  const config = actions(steps).flatMap((action) => (action.kind === 'config' ? [action.config.lines] : []));
  expect(config).toEqual(['proxy_set_header Host $proxy_host;\nproxy_ssl_server_name on;']);
  expect(steps.map(({ id }) => id)).not.toContain('bypass-gateway');
});

test('the lines of a responder that is only possible stand under that condition', () => {
  const go = {
    headers: ['Content-Type: text/plain; charset=utf-8', 'X-Content-Type-Options: nosniff'],
    body: 'Misdirected Request\n',
  };
  const ids = operator(first(go)).map(({ id }) => id);
  expect(ids).toContain('if-responder-is');
  expect(ids).not.toContain('traefik-one-option');
});

test('repackagings that do not show: each with its own place', () => {
  const step = first({ headers: ['Server: envoy'], body: 'Misdirected Request' }).find(
    ({ id }) => id === 'if-responder-variant-is',
  );
  expect(options(step)).toEqual(expect.arrayContaining(['Contour', 'Istio', 'UDS Core', 'Pomerium']));
  const plesk = { ...APACHE_BEHIND_NGINX, headers: ['Server: nginx', 'X-Powered-By: PleskLin', APACHE_TYPE] };
  expect(first(plesk).map(({ id }) => id)).not.toContain('if-gateway-variant-is');
});

test('where it is only possible, what confirms comes before what fixes', () => {
  const steps = operator(first(NGINX));
  const fixing = steps.findIndex((step) => step.audience === 'operator' && step.group === 'fix');
  expect(fixing).toBeGreaterThan(steps.findIndex(({ id }) => id === 'reproduce'));
});

describe('groups', () => {
  const shape = (page: Parameters<typeof first>[0]) =>
    groupsOf(first(page)).map(({ group, steps }) => [group, steps.map(({ id }) => id)]);

  test('what fixes it, what confirms it, and what proves the fix', () => {
    expect(shape(APACHE_BEHIND_NGINX)).toEqual([
      [
        'fix',
        ['nginx-upstream-sni', 'nginx-foreign-upstream', 'if-gateway-variant-is', 'apache-one-tls-setup'],
      ],
      [
        'confirm',
        ['search-log', 'check-shared-hosting', 'bypass-gateway', 'check-cdn-mapping', 'verify-certificate'],
      ],
      ['verify', ['request-again']],
    ]);
  });

  test('what confirms it comes first where it is only possible', () => {
    expect(shape(NGINX).map(([group]) => group)).toEqual(['confirm', 'fix', 'verify']);
  });

  test('each group stands in one piece, and ways to one end are marked', () => {
    for (const page of [APACHE, APACHE_BEHIND_NGINX, NGINX, HAPROXY, CUSTOM]) {
      for (const { steps } of diagnosed(page).findings) {
        const own = steps.flatMap((step) => (step.audience === 'operator' ? [step] : []));
        expect(groupsOf(steps).flatMap((group) => group.steps)).toEqual(own);
        const fixing = own.filter(({ group }) => group === 'fix');
        expect(fixing[0]?.alternative).toBeUndefined();
        for (const step of own.filter(({ group }) => group !== 'fix'))
          expect(step.alternative).toBeUndefined();
      }
    }
  });

  test('a change of the origin is a workaround where the gateway is at fault', () => {
    const workarounds = first(APACHE_BEHIND_NGINX).filter((step) => 'workaround' in step);
    expect(workarounds.map(({ id }) => id)).toEqual(['apache-one-tls-setup']);
  });

  test('a general word gives way to the lines that do it', () => {
    const ported = first({ ...HAPROXY, url: 'https://shop.example:8443/' }).map(({ id }) => id);
    expect(ported).toContain('haproxy-host-without-port');
    expect(ported).not.toContain('strip-port');
  });

  test('a gateway without lines of its own is named in general words', () => {
    const step = operator(first({ ...APACHE, headers: ['Server: acme-edge/3.1', APACHE_TYPE] }))[0];
    expect(step?.title).toEqual({ key: 'step_gateway_sends_host', args: ['acme-edge'] });
  });
});

test('a server of one’s own network: perhaps the visitor is the operator', () => {
  expect(first({ ...APACHE, address: '192.168.1.9' }).map(({ id }) => id)).toContain('own-server');
  expect(first({ ...APACHE, address: '203.0.113.9' }).map(({ id }) => id)).not.toContain('own-server');
});

test('an IP address is asked for without SNI, a dotted name with its plain form', () => {
  const byAddress = commands(first({ ...APACHE, url: 'https://[2001:db8::1]/' }));
  expect(byAddress.find(({ words }) => words[1] === 's_client')?.words).toEqual([
    'openssl',
    's_client',
    '-connect',
    '[2001:db8::1]:443',
    '-noservername',
  ]);
  const dotted = diagnosed({ ...APACHE, url: 'https://shop.example./' });
  const words = commands(findingOf(dotted, 'trailing-dot')?.steps ?? []).flatMap((command) => command.words);
  expect(words).not.toContain('shop.example.');
});

test('a shared connection can be simulated with the neighbour that was seen', () => {
  const steps = first(
    { outcome: 'recovered', status: 200 },
    { agent: FIREFOX, neighbours: [neighbour('www.shop.example')] },
  );
  const simulate = commands(steps.filter(({ id }) => id === 'simulate-sharing'))[0];
  expect(simulate?.words).toEqual([
    'curl',
    '-sv',
    '-o',
    '/dev/null',
    '--resolve',
    'www.shop.example:443:192.0.2.10',
    '-H',
    'Host: shop.example',
    'https://www.shop.example/',
  ]);
});

test('the five steps of the product are within reach', () => {
  const recovered = first(
    { outcome: 'recovered', status: 200 },
    { agent: FIREFOX, neighbours: [neighbour('www.shop.example')] },
  );
  const unclear = first(CUSTOM);
  expect(kinds(unclear)).toContain('retry_fresh');
  expect(kinds(unclear)).toContain('verify_certificate');
  expect(kinds(unclear)).toContain('run_checks');
  expect(unclear.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['check-cdn-mapping', 'check-shared-hosting']),
  );
  expect(kinds(recovered)).toContain('coalescing_off');
});

test('a step’s id stands once in a finding', () => {
  for (const page of [APACHE, APACHE_BEHIND_NGINX, NGINX, HAPROXY, CUSTOM]) {
    for (const { cause, steps } of diagnosed(page).findings) {
      expect(new Set(steps.map(({ id }) => id)).size, cause).toBe(steps.length);
    }
  }
});

test('each reader has a step in every finding', () => {
  for (const page of [APACHE, APACHE_BEHIND_NGINX, NGINX, HAPROXY, CUSTOM]) {
    for (const { cause, steps } of diagnosed(page).findings) {
      for (const audience of ['visitor', 'operator']) {
        expect(
          steps.some((step) => step.audience === audience),
          `${cause} ${audience}`,
        ).toBe(true);
      }
    }
  }
});

describe('counting the 421s of all visitors', () => {
  const SHARED: Parameters<typeof diagnosed> = [
    { ...APACHE, type: 'image', outcome: 'recovered', status: 200, body: null },
    { agent: FIREFOX, neighbours: [neighbour('www.example')] },
  ];
  const stepIn = (steps: readonly Step[]) => steps.find(({ id }) => id === 'count-all-visitors');
  const config = (step: Step | undefined) =>
    (step ? actions([step]) : []).flatMap((action) =>
      action.kind === 'pick'
        ? action.options.flatMap((option) => option.actions)
        : action.kind === 'config'
          ? [action]
          : [],
    );

  test('is the last of all steps, under a heading of its own', () => {
    const steps = first(...SHARED);
    expect(steps.at(-1)?.id).toBe('count-all-visitors');
    expect(groupsOf(steps).at(-1)).toMatchObject({ group: 'count', steps: [{ id: 'count-all-visitors' }] });
  });

  test('with the lines of the server that browsers meet, and those of a collector', () => {
    const step = stepIn(first(APACHE_BEHIND_NGINX, { periods: periods('answered', 2, 'misdirected', 1) }));
    expect(options(step)).toEqual([]);
    const lines = config(step).map((action) => (action.kind === 'config' ? action.config : undefined));
    expect(lines.map((one) => one?.product)).toEqual(['nginx', 'nginx', 'nginx']);
    expect(lines[0]?.lines).toContain('add_header NEL ');
    expect(lines[2]?.lines).toContain('location = /nel {');
    expect(lines.every((one) => one?.standing === 'tested')).toBe(true);
  });

  test('names the host, where one server has many', () => {
    const [page, more] = SHARED;
    const step = stepIn(first({ ...page, headers: ['Server: unknown/1'] }, more));
    expect(options(step).toSorted()).toEqual(['Apache httpd', 'Caddy', 'HAProxy', 'nginx']);
    expect(JSON.stringify(step)).toContain('-i shop.example }');
  });

  test('is for causes that leave the host good responses to ask with, and for https', () => {
    const has = (...args: Parameters<typeof diagnosed>) => stepIn(first(...args)) !== undefined;
    expect(has(APACHE_BEHIND_NGINX)).toBe(false);
    const [page, more] = SHARED;
    expect(has({ ...page, url: 'https://192.0.2.10/' }, more)).toBe(false);
    expect(has({ ...page, type: 'websocket' }, more)).toBe(false);
    expect(has(page, { ...more, agent: { name: 'program', program: 'curl' } })).toBe(false);
    for (const { cause, steps } of diagnosed(...SHARED).findings) {
      expect([cause, stepIn(steps) !== undefined]).toEqual([cause, true]);
    }
  });
});
