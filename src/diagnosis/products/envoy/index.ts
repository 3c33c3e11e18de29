import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import {
  bodyIs,
  byHeader,
  bySentence,
  hasEmptyBody,
  misdirectedBody,
  serverLike,
  shows421,
  sign,
} from '../signals.js';

const SERVER = /^(?:istio-)?envoy$/;
/** Contour's Lua filter: `misdirected request to "host"`. */
const CONTOUR = 'misdirected request to "';
const UPSTREAM_TIME = 'x-envoy-upstream-service-time';

const contourSays = (facts: RawFacts): boolean => misdirectedBody(facts)?.startsWith(CONTOUR) === true;

/** Envoy's name, no time of an upstream, and no Content-Type, which every application's text has: it asked no upstream. */
const byItself = (facts: RawFacts): boolean =>
  shows421(facts) &&
  serverLike(facts, SERVER) !== undefined &&
  facts.header(UPSTREAM_TIME) === undefined &&
  facts.header('content-type') === undefined;

/** Gardener's Lua filter, and others written like it. */
const luaSays = (facts: RawFacts): boolean => byItself(facts) && bodyIs(facts, 'Misdirected Request');

/** A filter that makes a 421 of Envoy's own empty 404, as Pomerium's does. */
const emptyByItself = (facts: RawFacts): boolean => byItself(facts) && hasEmptyBody(facts);

/** Envoy and what is built on it. Never answers 421 by itself: only by a Lua filter that compares SNI with authority. */
export const product: Product = {
  id: 'envoy',
  order: 110,
  name: 'Envoy',
  kind: 'proxy',
  comparesSniWithHost: true,
  responder: (facts) => {
    if (contourSays(facts)) return sign('certain', bySentence(CONTOUR));
    if (luaSays(facts)) return sign('likely', text('product_by_plain_text', 'Misdirected Request'));
    return emptyByItself(facts)
      ? sign('likely', text('product_by_empty_body', `Server: ${serverLike(facts, SERVER)}`))
      : undefined;
  },
  gateway: (facts) => {
    const time = facts.header(UPSTREAM_TIME);
    if (time !== undefined) return sign('certain', byHeader(UPSTREAM_TIME, time));
    const server = serverLike(facts, SERVER);
    if (server === undefined || contourSays(facts) || luaSays(facts) || emptyByItself(facts))
      return undefined;
    // Envoy overwrites Server by default (server_header_transformation), whoever wrote the page.
    return shows421(facts) ? sign('likely', byHeader('Server', server)) : undefined;
  },
  marks: { server: SERVER },
  condition: text('product_envoy_condition'),
  implications: [
    {
      cause: 'sni-host-check',
      weight: 'decides',
      text: text('product_contour_implies_sni_host_check'),
      source: 'projectcontour/contour, internal/envoy/v3/listener.go; projectcontour/contour#5240',
      when: contourSays,
    },
    {
      cause: 'sni-host-check',
      weight: 3,
      text: text('product_envoy_implies_sni_host_check'),
      source: 'gardener/gardener#15332',
      when: luaSays,
    },
    {
      cause: 'sni-host-check',
      weight: 2,
      text: text('product_envoy_implies_empty'),
      source: 'pomerium/pomerium, config/envoyconfig/luascripts/fix-misdirected.lua; envoyproxy/envoy#6767',
      when: emptyByItself,
    },
    {
      cause: 'application',
      weight: 1,
      text: text('product_envoy_implies_application'),
      source:
        'envoyproxy.io, router filter, suppress_envoy_headers: then no field tells that an upstream was asked',
      when: (facts) => !contourSays(facts),
    },
    {
      cause: 'port-in-host-check',
      weight: 3,
      text: text('product_envoy_implies_port_in_host_check'),
      source: 'gardener/gardener#15332',
      when: (facts) => luaSays(facts) && facts.authority.scheme === 'https' && facts.authority.port !== 443,
    },
  ],
  fixes: [
    {
      id: 'envoy-host-without-port',
      causes: ['port-in-host-check', 'sni-host-check'],
      role: 'responder',
      title: text('fix_envoy_host_without_port'),
      detail: text('fix_envoy_host_without_port_detail'),
      target: {
        file: 'envoy.yaml',
        block: 'envoy.filters.http.lua > envoy_on_request',
        change: 'replace',
        replaces: ['if sni'],
      },
      lines: () =>
        [
          'local host = request_handle:headers():get(":authority"):gsub(":%d+$", ""):lower()',
          'local sni = request_handle:streamInfo():requestedServerName():lower()',
          'if sni ~= "" and sni ~= host then',
          '  request_handle:respond({[":status"] = "421"}, "Misdirected Request")',
          'end',
        ].join('\n'),
      standing: 'documented',
      source:
        'envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/lua_filter; gardener/gardener#15332',
      when: luaSays,
    },
    {
      id: 'envoy-auto-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'Envoy'),
      target: {
        file: 'envoy.yaml',
        block: 'clusters > cluster',
        change: 'replace',
        replaces: ['typed_extension_protocol_options'],
      },
      lines: () =>
        [
          'typed_extension_protocol_options:',
          '  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:',
          '    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
          '    upstream_http_protocol_options:',
          '      auto_sni: true',
          '      auto_san_validation: true',
          '    explicit_http_config:',
          '      http_protocol_options: {}',
        ].join('\n'),
      standing: 'documented',
      source:
        'envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/protocol.proto, UpstreamHttpProtocolOptions',
    },
  ],
  variants: [
    {
      id: 'contour',
      name: 'Contour',
      recognise: (facts) => (contourSays(facts) ? sign('certain', bySentence(CONTOUR)) : undefined),
      fixes: [
        {
          id: 'contour-http1',
          causes: ['sni-host-check', 'coalesced-connection'],
          role: 'responder',
          title: text('fix_contour_http1'),
          detail: text('fix_contour_http1_detail'),
          target: { file: 'contour.yaml', block: '', change: 'replace', replaces: ['default-http-versions'] },
          lines: () => ['default-http-versions:', '- "HTTP/1.1"'].join('\n'),
          standing: 'documented',
          source: 'projectcontour.io/docs/main/configuration; projectcontour/contour#5240',
        },
      ],
    },
    {
      id: 'istio',
      name: 'Istio',
      recognise: (facts) => {
        const server = serverLike(facts, /^istio-envoy$/);
        return server === undefined ? undefined : sign('certain', byHeader('Server', server));
      },
      fixes: [
        {
          id: 'istio-one-server',
          causes: ['sni-host-check', 'coalesced-connection'],
          role: 'responder',
          title: text('fix_istio_one_server'),
          detail: text('fix_istio_one_server_detail'),
          target: { file: 'Gateway', block: 'spec', change: 'replace', replaces: ['servers'] },
          lines: (host) =>
            [
              'servers:',
              '- port: {number: 443, name: https, protocol: HTTPS}',
              `  hosts: [${configHost(host)}, OTHER_HOST]`,
              '  tls: {mode: SIMPLE, credentialName: CREDENTIAL_NAME}',
            ].join('\n'),
          standing: 'documented',
          source:
            'istio.io/latest/docs/ops/common-problems/network-issues, 404 errors with several gateways of one certificate; istio/istio#13589',
        },
        {
          id: 'istio-destination-sni',
          causes: ['origin-sni'],
          role: 'gateway',
          title: text('fix_send_sni', 'Istio'),
          target: { file: 'DestinationRule', block: 'spec', change: 'replace', replaces: ['trafficPolicy'] },
          lines: (host) =>
            ['trafficPolicy:', '  tls:', '    mode: SIMPLE', `    sni: ${configHost(host)}`].join('\n'),
          standing: 'documented',
          source: 'istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings',
        },
      ],
    },
    { id: 'gardener', name: 'Gardener', fixes: [] },
    {
      id: 'uds-core',
      name: 'UDS Core',
      fixes: [
        {
          id: 'uds-core-no-misdirected-filter',
          causes: ['sni-host-check', 'port-in-host-check', 'coalesced-connection'],
          role: 'responder',
          title: text('fix_envoy_filter_off'),
          detail: text('fix_envoy_filter_off_detail'),
          place: text('fix_place_helm_values'),
          target: { file: 'values.yaml', block: '', change: 'replace', replaces: ['misdirectedRequest'] },
          lines: () => ['misdirectedRequest:', '  enabled: false'].join('\n'),
          standing: 'documented',
          source: 'defenseunicorns/uds-core, Istio values',
        },
      ],
    },
    {
      id: 'pomerium',
      name: 'Pomerium',
      fixes: [
        {
          id: 'pomerium-http1',
          causes: ['sni-host-check', 'coalesced-connection'],
          role: 'responder',
          title: text('fix_envoy_http1'),
          detail: text('fix_envoy_http1_detail'),
          target: { file: 'config.yaml', block: '', change: 'replace', replaces: ['codec_type'] },
          lines: () => 'codec_type: http1',
          standing: 'documented',
          source: 'pomerium.com/docs/reference/codec-type',
        },
      ],
    },
  ],
};
