import { isIpLiteral } from '../../../model/authority.js';
import { coversHost } from '../../../model/certificate.js';
import { type Text, text } from '../../../model/text.js';
import { bypassGateway, checkCdnMapping, contactOperator, verifyCertificate } from '../../common-steps.js';
import type { Facts, Reading, Suspect } from '../../types.js';

/** What it says of a page that is no 421. Browsers send no SNI for an address, so there it is no gateway that left it out. */
export function suspected(facts: Facts, suspect: Suspect): Reading | undefined {
  if (suspect.by !== 'page') return undefined;
  const { host } = facts.authority;
  const { writer } = suspect.rule;
  if (suspect.meaning === 'origin-tls')
    return {
      place: 1,
      verdict: text('suspected_verdict_origin_tls', writer, host),
      operator: text('suspected_operator_origin_tls', writer, host),
      steps: [contactOperator(facts), bypassGateway(facts), checkCdnMapping(facts)],
    };
  if (isIpLiteral(host)) return undefined;
  if (suspect.meaning === 'no-sni') return gatewayName(facts, text('suspected_verdict_no_sni', writer, host));
  if (suspect.meaning !== 'sni-unlike-host') return undefined;
  const gateway = gatewayName(facts, text('suspected_verdict_sni', writer, host));
  // The user went past the browser's warning: it is this server's certificate that does not fit.
  if (facts.tls?.domainMismatch === true) return { ...gateway, place: 2 };
  // Where the browser does not show that the names fit, the user may have gone past a warning just as well.
  const fits = facts.certificate !== undefined && coversHost(facts.certificate, host);
  return fits ? gateway : { ...gateway, most: 'possible' };
}

/** Browsers send SNI = Host on a connection of the host's own, so something in front sent another name, or none. */
const gatewayName = (facts: Facts, verdict: Text): Reading => ({
  place: 1,
  verdict,
  operator: text('suspected_operator_gateway_sni', facts.authority.host),
  steps: [contactOperator(facts), bypassGateway(facts), checkCdnMapping(facts), verifyCertificate(facts)],
  byGateway: true,
});
