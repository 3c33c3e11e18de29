const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * ms since the epoch of a certificate's date: `Jan  1 00:00:00 2046 GMT` (OpenSSL's ASN1_TIME_print) or
 * `Mon, 01 Jan 2046 00:00:00 GMT` (curl with GnuTLS). Undefined for every other text.
 */
export function certificateTime(date: string): number | undefined {
  const openssl = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4}) GMT$/.exec(date.trim());
  const gnutls = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(date.trim());
  const [month, day, hour, minute, second, year] =
    openssl?.slice(1) ??
    (gnutls === null ? [] : [gnutls[2], gnutls[1], gnutls[4], gnutls[5], gnutls[6], gnutls[3]]);
  const at = MONTHS.indexOf(month ?? '');
  if (at < 0) return undefined;
  return Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute), Number(second));
}
