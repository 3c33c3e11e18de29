// Pages as Apache 2.4.71, nginx 1.22.1 and HAProxy 2.6.12 write them, and the header lines that come with them.
export const APACHE_PAGE = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>421 Misdirected Request</title>
</head><body>
<h1>Misdirected Request</h1>
<p>The client needs a new connection for this
request as the requested host name does not match
the Server Name Indication (SNI) in use for this
connection.</p>
</body></html>`;
export const APACHE_TYPE = 'Content-Type: text/html; charset=iso-8859-1';
export const APACHE = { headers: ['Server: Apache/2.4.71 (Debian)', APACHE_TYPE], body: APACHE_PAGE };
export const APACHE_BEHIND_NGINX = { headers: ['Server: nginx/1.22.1', APACHE_TYPE], body: APACHE_PAGE };

export const NGINX = {
  headers: ['Server: nginx/1.22.1', 'Content-Type: text/html'],
  body: '<html>\r\n<head><title>421 Misdirected Request</title></head>\r\n<body>\r\n<center><h1>421 Misdirected Request</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
};
export const HAPROXY = {
  headers: ['Content-Length: 104', 'Cache-Control: no-cache', 'Content-Type: text/html'],
  body: '<html><body><h1>421 Misdirected Request</h1>\nRequest sent to a non-authoritative server.\n</body></html>\n',
};
export const CADDY = { headers: ['Server: Caddy', 'Content-Length: 0'], body: '' };
export const JSON_RESPONSE = {
  headers: ['Content-Type: application/json'],
  body: '{"statusCode":421,"message":"wrong region"}',
};
/** A page that no server is known by. */
export const CUSTOM = {
  headers: ['Content-Type: text/html; charset=utf-8'],
  body: '<h1>Something went wrong</h1>',
};
