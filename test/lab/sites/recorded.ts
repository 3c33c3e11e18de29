import type { LabRequest, Reply } from '../site.js';

/**
 * What real products write when they answer 421. "Recorded" answers were taken off the servers named (Debian 12's
 * packages); the others are as their makers or users published them, the source stands beside each.
 */

/** Apache httpd: the sentence of mod_ssl. Recorded from 2.4.71; `port` is what Apache takes from the Host field. */
export const apachePage = (
  host: string,
  port = 443,
): string => `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html><head>
<title>421 Misdirected Request</title>
</head><body>
<h1>Misdirected Request</h1>
<p>The client needs a new connection for this
request as the requested host name does not match
the Server Name Indication (SNI) in use for this
connection.</p>
<hr>
<address>Apache/2.4.71 (Debian) Server at ${host} Port ${port}</address>
</body></html>
`;

/** Apache's page under the header fields that a gateway left: by default Apache's own. */
export const apache421 = (
  host: string,
  fields: Reply['headers'] = [['Server', 'Apache/2.4.71 (Debian)']],
): Reply => ({
  status: 421,
  headers: [...fields, ['Content-Type', 'text/html; charset=iso-8859-1']],
  body: apachePage(host),
});

const NGINX_PAGE = `<html>
<head><title>421 Misdirected Request</title></head>
<body>
<center><h1>421 Misdirected Request</h1></center>
<hr><center>nginx/1.22.1</center>
</body>
</html>
`;
const NGINX_PADDING = '<!-- a padding to disable MSIE and Chrome friendly error page -->\n'.repeat(6);

/** nginx 1.22.1, `return 421;`. Recorded. Chromium gets padding (msie_padding, default on), Firefox gets none. */
export const nginx421 = ({ header }: LabRequest): Reply => ({
  status: 421,
  headers: [
    ['Server', 'nginx/1.22.1'],
    ['Content-Type', 'text/html'],
  ],
  body: (NGINX_PAGE + (header('user-agent')?.includes('Chrome/') ? NGINX_PADDING : '')).replaceAll(
    '\n',
    '\r\n',
  ),
});

/** HAProxy 2.6.12, `http-request deny deny_status 421`. Recorded. */
export const haproxy421: Reply = {
  status: 421,
  headers: [
    ['cache-control', 'no-cache'],
    ['content-type', 'text/html'],
  ],
  body: `<html><body><h1>421 Misdirected Request</h1>
Request sent to a non-authoritative server.
</body></html>
`,
};

/** Caddy 2.6.2, strict_sni_host: no body, no Content-Type. Recorded. */
export const caddy421: Reply = {
  status: 421,
  headers: [
    ['Alt-Svc', 'h3=":443"; ma=2592000'],
    ['Server', 'Caddy'],
  ],
  body: '',
};

/** Traefik: Go's http.Error in pkg/middlewares/snicheck/snicheck.go. */
export const traefik421: Reply = {
  status: 421,
  headers: [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-Content-Type-Options', 'nosniff'],
  ],
  body: 'Misdirected Request\n',
};

/** Contour: the Lua filter that it gives to Envoy (internal/envoy/v3/listener.go). */
export const contour421 = (authority: string): Reply => ({
  status: 421,
  headers: [
    ['content-type', 'text/plain'],
    ['server', 'envoy'],
  ],
  body: `misdirected request to "${authority}"`,
});

/** Fastly: the sentence and the link as in jsdmirror/JSDMirror issue 24; header fields as public reports show them. */
export const fastly421: Reply = {
  status: 421,
  headers: [
    ['content-type', 'text/plain; charset=utf-8'],
    ['x-served-by', 'cache-ams21034-AMS'],
  ],
  body: `Requested host does not match any Subject Alternative Names (SANs) on TLS certificate [41a6990cf8fba374d17f275a7e15944e9b396c3d402ac9b098120382ab83ebe4] in use with this connection.

Visit https://docs.fastly.com/en/guides/common-400-errors#error-421-misdirected-request for more information.
`,
};

/** CloudFront: the text as users published it; the frame is that of CloudFront's other error pages. */
export const cloudfront421: Reply = {
  status: 421,
  headers: [
    ['Server', 'CloudFront'],
    ['Content-Type', 'text/html'],
    ['X-Cache', 'Error from cloudfront'],
    ['Via', '1.1 0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)'],
    ['X-Amz-Cf-Pop', 'AMS1-P1'],
    ['X-Amz-Cf-Id', '5u6TaJlmajq5Blanz3bNXm2V_Hz8l2LRHrc4B7dIMdWg4ydpp-BqPQ=='],
  ],
  body: `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>ERROR: The request could not be satisfied</TITLE>
</HEAD><BODY>
<H1>421 ERROR</H1>
<H2>The request could not be satisfied.</H2>
<HR noshade size="1px">
The distribution does not match the certificate for which the HTTPS connection was established with.
We can't connect to the server for this app or website at this time. There might be too much traffic or a configuration error. Try again later, or contact the app or website owner.
<BR clear="all">
If you provide content to customers through CloudFront, you can find steps to troubleshoot and help prevent this error by reviewing the CloudFront documentation.
<BR clear="all">
<HR noshade size="1px">
<PRE>
Generated by cloudfront (CloudFront)
Request ID: 5u6TaJlmajq5Blanz3bNXm2V_Hz8l2LRHrc4B7dIMdWg4ydpp-BqPQ==
</PRE>
<ADDRESS>
</ADDRESS>
</BODY></HTML>`,
};

/** Azure Front Door: the text as in Stack Overflow question 75177602. */
export const frontDoor421: Reply = {
  status: 421,
  headers: [
    ['Content-Type', 'text/html'],
    ['x-azure-ref', '20261123T120000Z-0123456789abcdef0123456789abcdef'],
    ['X-Cache', 'CONFIG_NOCACHE'],
  ],
  body: `<h2>Our services aren't available right now</h2><p>We're working to restore all services as soon as possible. Please check back soon.</p>0Zp1fYwAAAABkQ0c2dGVzdEFNUzA0RURHRTA1MjAARWRnZQ==`,
};

/** The MCP Python SDK's host check (src/mcp/server/transport_security.py) under uvicorn. */
export const mcp421: Reply = {
  status: 421,
  headers: [
    ['server', 'uvicorn'],
    ['content-type', 'text/plain; charset=utf-8'],
  ],
  body: 'Invalid Host header',
};
