/** Flags that say how a log came to be; the others name the recording machine's folders. */
const KEPT =
  /^--(?:host-resolver-rules|proxy-server|enable-features|origin-to-force-quic-on|disable-quic|net-log-capture-mode)/;

/**
 * Takes out of a NetLog what identifies the machine it was recorded on: command line, kernel, name servers. Line by
 * line, so that the rest stays byte for byte as Chromium wrote it.
 */
export function scrub(log) {
  return log
    .replace(/("command_line":)("(?:[^"\\]|\\.)*")/, (_, key, value) => {
      // Flags may hold spaces, so each begins at the next ` --`.
      const kept = JSON.parse(value)
        .split(/ (?=--)/)
        .filter((flag) => KEPT.test(flag));
      return `${key}${JSON.stringify(['chromium', ...kept].join(' '))}`;
    })
    .replace(/("os_type":)"[^"]*"/, '$1"Linux"')
    .replace(/("nameservers":)\[[^\]]*\]/g, '$1[]');
}
