import { readFacts } from '../../diagnosis/facts.js';
import { dnsOutcome, isAnswered, isRefused, sharingOutcome } from '../../diagnosis/observed/checks.js';
import type { CheckId, CheckResponse, CheckResult } from '../../model/check.js';
import type { Incident } from '../../model/incident.js';
import { type Text, text } from '../../model/text.js';

/** What a check is for, before it is run. */
export const purposeOf = (id: CheckId): Text => text(`check_${id}_purpose`);

export const nameOf = (id: CheckId): Text => text(`check_${id}`);

/** What came of a check, as a sentence for the reader of the results; the diagnosis weighs it by itself. */
export function meaningOf(incident: Incident, result: CheckResult): Text {
  switch (result.state) {
    case 'cancelled':
      return text('check_state_cancelled');
    case 'timed_out':
      return text('check_state_timed_out');
    case 'failed':
      return text('check_state_failed', result.error ?? '');
    case 'not_possible':
      return notPossible(result.id);
    case 'done':
      return done(incident, result);
  }
}

function notPossible(id: CheckId): Text {
  if (id === 'sharing') return text('check_sharing_too_soon');
  if (id === 'certificate') return text('check_certificate_not_shown');
  return text('check_state_not_possible');
}

function done(incident: Incident, result: CheckResult): Text {
  const last = result.responses.at(-1);
  switch (result.id) {
    case 'repeat':
      return byResponse(last, text('check_repeat_refused'), 'check_repeat_answered');
    case 'other_path':
      return byResponse(last, text('check_other_path_refused'), 'check_other_path_answered');
    case 'without_dot':
      return byResponse(last, text('check_without_dot_refused'), 'check_without_dot_answered');
    case 'retry':
      if (result.reported) return text(`check_retry_reported_${result.reported}`);
      return byResponse(last, text('check_retry_refused'), 'check_retry_answered');
    case 'sharing':
      return text(`check_sharing_${sharingOutcome(readFacts(incident)) ?? 'open'}`, result.neighbour ?? '');
    case 'address':
      return address(incident, result);
    case 'certificate':
      return text('check_certificate_seen');
  }
}

function byResponse(
  response: CheckResponse | undefined,
  refused: Text,
  answered:
    | 'check_repeat_answered'
    | 'check_other_path_answered'
    | 'check_without_dot_answered'
    | 'check_retry_answered',
): Text {
  if (!response || response.status === 0) return text('check_no_answer');
  if (isRefused(response)) return refused;
  return isAnswered(response)
    ? text(answered, String(response.status))
    : text('check_other_status', String(response.status));
}

function address(incident: Incident, { dns }: CheckResult): Text {
  const given = dns?.addresses.join(', ') ?? '';
  const outcome = dnsOutcome(readFacts(incident));
  if (outcome === undefined) return text('check_address_given', given);
  return text(`check_address_${outcome}`, given);
}
