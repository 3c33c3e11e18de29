/*
 * The two response fields that make Chromium report what became of a host's requests: of each attempt, so of a 421 that
 * it hides as well (measured: Chromium 156).
 */

/** Where reports go (Reporting API of 2018, section 3.1, which Network Error Logging still names its endpoints by). */
export const REPORT_TO = '{"group":"nel","max_age":86400,"endpoints":[{"url":"https://COLLECTOR_HOST/nel"}]}';

/** What is reported, and in which share (W3C Network Error Logging, section 4.1). */
export const NEL = '{"report_to":"nel","max_age":86400,"success_fraction":1.0,"failure_fraction":1.0}';

export const REPORTING_SOURCE = 'W3C Network Error Logging, section 4; measured: Chromium 156';
