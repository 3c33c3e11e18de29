/**
 * What is asked, and what is right to say of the response: fixed here, from the configuration, before any rule has run.
 * `truth`: what is really wrong. `top`: the causes that are right as the first finding, seeing what a browser sees. `ceiling`:
 * the highest confidence that this justifies. `known`: the response names enough that "unknown" is not good enough.
 */
import { GATEWAYS } from './gateways.mjs';
import { ORIGINS } from './origins.mjs';
import { SECURE } from './secure.mjs';

const SITE = 'https://shop.example';
const PLAIN = 'http://shop.example';
const url = (base, path) => `${base}${path}`;

/** What of an application's response survives the way to the browser. */
function showsApplication(sign, gateway, protocol) {
  if (sign === 'none') return false;
  if (sign === 'server') return gateway === undefined || gateway.keepsServer;
  if (sign === 'phrase') return protocol !== 'h2' && (gateway === undefined || gateway.keepsPhrase);
  return true;
}

/** An application's own 421. Behind a gateway, what names nobody may be the gateway's own rule as well. */
function application(sign, gateway, protocol) {
  const known = showsApplication(sign, gateway, protocol);
  return {
    truth: 'application',
    top: known || gateway === undefined ? ['application'] : ['application', 'host-not-served'],
    ceiling: sign === 'words' ? 'certain' : 'likely',
    ...(known ? { known: true } : {}),
  };
}

/** A rule of an operator for hosts that are not served there. The response says no more than an application's. */
const rule = (more = {}) => ({
  truth: 'host-not-served',
  top: ['host-not-served', 'application'],
  ceiling: 'likely',
  ...more,
});

/** nginx's page: its own checks write the same, but for the padding that Chromium gets of a rule's. */
const nginxPage = rule({ top: ['host-not-served'], ceilingInFirefox: 'possible' });
/** Apache's page on SNI: it writes it for any 421. Over plain http there is no SNI. */
const apachePage = (plain) => rule(plain ? {} : { top: ['host-not-served', 'application', 'origin-sni'] });
/** Empty, as Caddy's own check writes it: that one needs TLS. */
const caddyEmpty = (plain) =>
  rule(
    plain
      ? {}
      : {
          top: ['host-not-served', 'application', 'sni-host-check', 'tls-policy', 'origin-sni'],
          ceiling: 'possible',
        },
  );
/** HAProxy's page: of a rule, on whatever. */
const haproxyPage = (plain) =>
  rule(
    plain
      ? { top: ['host-not-served', 'application'] }
      : { top: ['host-not-served', 'sni-host-check', 'application'] },
  );

/** Each gateway's own rules, by their path. */
const OWN = {
  nginx: {
    return: () => nginxPage,
    named: () => nginxPage,
    text: () => rule(),
    plain: () => rule(),
    json: () => rule(),
    address: () => rule(),
    page: () => rule(),
    // Without a text nginx writes its page.
    empty: () => nginxPage,
  },
  apache: {
    redirect: apachePage,
    rewrite: apachePage,
    text: () => rule(),
    page: () => rule(),
    cgi: () => rule(),
  },
  haproxy: {
    deny: haproxyPage,
    default: haproxyPage,
    denytext: () => rule(),
    empty: () => rule(),
    text: () => rule(),
    json: () => rule(),
    html: () => rule(),
    file: () => rule(),
  },
  caddy: {
    respond: caddyEmpty,
    error: caddyEmpty,
    text: () => rule(),
    json: () => rule(),
    page: () => rule(),
  },
  varnish: { synth: () => rule(), reason: () => rule(), json: () => rule(), page: () => rule() },
  lighttpd: { magnet: () => rule(), content: () => rule(), errorfile: () => rule() },
  h2o: { empty: () => rule(), text: () => rule(), json: () => rule() },
  squid: { deny: () => rule() },
  trafficserver: { rule: () => rule() },
};

/** Ways beside `own` by which a gateway writes over an application's 421, and applications that it runs itself. */
const MORE = {
  nginx: {
    '/intercept/o/express/status': {
      truth: 'application',
      top: ['application', 'host-not-served'],
      ceiling: 'likely',
    },
    '/php/json': application('json'),
    '/php/html': application('none', {}),
    '/php/empty': application('none', {}),
    '/php/header': application('none', {}),
  },
  apache: {
    '/override/status': {
      truth: 'application',
      top: ['application', 'host-not-served', 'origin-sni'],
      ceiling: 'likely',
    },
    '/php/json': application('json'),
    '/php/html': application('none', {}),
    '/php/empty': application('none', {}),
    '/phpoverride/html': { truth: 'application', top: ['application', 'host-not-served'], ceiling: 'likely' },
    '/cgi/status': application('none', {}),
    '/cgi/json': application('json'),
  },
  caddy: {
    '/php/json': application('json'),
    '/php/html': application('field'),
    '/php/empty': application('field'),
  },
  lighttpd: {
    '/php/json': application('json'),
    '/php/html': application('none', {}),
    '/cgi/status': application('none', {}),
    '/cgi/empty': application('none', {}),
  },
  varnish: {
    '/rewrite/o/express/status': {
      truth: 'application',
      top: ['application', 'host-not-served'],
      ceiling: 'likely',
    },
  },
};

/** An application's 421 that the gateway had stored, each as it says so. Fresh ones say nothing of the sort. */
const STORED = {
  truth: 'stale-response',
  top: ['stale-response'],
  ceiling: 'certain',
  known: true,
};
const STORING = ['nginx', 'varnish', 'squid'];

/** Applications that each gateway is asked to pass on, and how they answer 421. */
const PASSED = [
  ['express', 'status'],
  ['express', 'throw'],
  ['express-hidden', 'html'],
  ['fastify', 'throw'],
  ['koa', 'status'],
  ['nest-express', 'throw'],
  ['werkzeug', 'throw'],
  ['gunicorn-flask', 'text'],
  ['uvicorn-starlette', 'json'],
  ['tornado', 'throw'],
  ['aiohttp', 'throw'],
  ['go', 'status'],
  ['go', 'empty'],
  ['php-s', 'html'],
  ['node', 'phrase'],
  ['http-server', 'throw'],
  ['transmission', 'rpc'],
  ['etcd', 'health'],
];

function alone() {
  return ORIGINS.flatMap((origin, index) =>
    Object.entries(origin.ways).map(([way, sign], place) => {
      // Half of them over plain http, as on a developer's machine, the others behind a balancer that only ends TLS.
      const plain = (index + place) % 2 === 0;
      return {
        name: `${origin.id}-${way.replace(/\?.*/, '')}${plain ? '-http' : ''}`,
        set: 'applications',
        programs: plain ? [origin.id] : [origin.id, 'balancer'],
        url: url(plain ? PLAIN : SITE, `/o/${origin.id}/${way}`),
        to: plain ? { origin: origin.id } : { balanced: origin.id },
        protocol: 'h1',
        expect: application(sign, undefined, 'h1'),
      };
    }),
  );
}

const own = () =>
  Object.entries(OWN).flatMap(([id, ways]) =>
    Object.entries(ways).flatMap(([way, label], place) =>
      ['h2', place % 2 === 0 ? 'h1' : 'http'].map((protocol) => ({
        name: `${id}-own-${way}-${protocol}`,
        set: 'gateways',
        programs: [id],
        url: url(protocol === 'http' ? PLAIN : SITE, `/own/${way}`),
        to: { gateway: id },
        protocol,
        expect: label(protocol === 'http'),
      })),
    ),
  );

const more = () =>
  Object.entries(MORE).flatMap(([id, paths]) =>
    Object.entries(paths).map(([path, expect], place) => {
      const protocol = ['h2', 'h1', 'http'][place % 3];
      const expected =
        protocol === 'http'
          ? { ...expect, top: expect.top.filter((cause) => cause !== 'origin-sni') }
          : expect;
      return {
        name: `${id}${path.replaceAll('/', '-')}-${protocol}`,
        set: 'gateways',
        programs: [id, ...(path.startsWith('/php') ? ['php-fpm'] : [])],
        url: url(protocol === 'http' ? PLAIN : SITE, path),
        to: { gateway: id },
        protocol,
        expect: expected,
      };
    }),
  );

const stored = () =>
  STORING.map((id, place) => {
    const protocol = place % 2 === 0 ? 'h1' : 'http';
    return {
      name: `${id}-stored-${protocol}`,
      set: 'gateways',
      programs: [id, 'express'],
      url: url(protocol === 'http' ? PLAIN : SITE, '/stored/o/express/status'),
      to: { gateway: id },
      protocol,
      // The first response fills the store.
      before: 1,
      expect: STORED,
    };
  });

const passed = () =>
  GATEWAYS.flatMap((gateway, turn) =>
    PASSED.flatMap(([id, way], place) => {
      const protocol = (turn + place) % 3 === 0 ? 'h1' : 'h2';
      const sign = ORIGINS.find((origin) => origin.id === id)?.ways[way];
      return {
        name: `${gateway.id}-${id}-${way}-${protocol}`,
        set: 'passed-on',
        programs: [gateway.id, id],
        url: url(SITE, `/o/${id}/${way}`),
        to: { gateway: gateway.id },
        protocol,
        expect: application(sign, gateway, protocol),
      };
    }),
  );

/** Gateways that ask the server behind them under another name, or none. */
const ASKING = {
  nginx: { sni: true },
  haproxy: { sni: true },
  caddy: { sni: true },
  // Caddy ends the handshake where its certificate does not bear the address.
  h2o: { sni: false, fails: ['caddy-origin'] },
  nghttpx: { sni: false },
  'go-proxy': { sni: false },
  'python-proxy': { sni: false, fails: ['caddy-origin'] },
};

const secured = () =>
  Object.entries(ASKING).flatMap(([id, { sni, fails = [] }]) =>
    SECURE.filter((server) => (sni || server.needsSni !== true) && !fails.includes(server.id)).flatMap(
      (server) =>
        ['h2', 'h1'].map((protocol) => ({
          name: `${id}-${server.id}-${protocol}`,
          set: 'secured',
          programs: [id, server.id],
          url: url(SITE, `/t/${server.id}/`),
          to: { gateway: id },
          protocol,
          expect: { truth: 'origin-sni', ...server.label },
        })),
    ),
  );

export const ROWS = [...alone(), ...own(), ...more(), ...stored(), ...passed(), ...secured()];
