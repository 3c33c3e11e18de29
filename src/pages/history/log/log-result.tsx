import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../i18n/i18n.js';
import { announce } from '../../../ui/announcer.js';
import { Banner } from '../../../ui/banner.js';
import { Heading } from '../../../ui/heading.js';
import { ConnectionMapView } from '../../../ui/map/connection-map-view.js';
import { Phrases } from '../../../ui/phrases.js';
import { Say } from '../../../ui/say.js';
import { ChooseButton, LOG_FILES } from '../choose-button.js';
import type { HistoryStore } from '../history-store.js';
import { KeepBox } from './keep-box.js';
import { LogFacts } from './log-facts.js';
import { LogIncidents } from './log-incidents.js';
import type { LogState } from './log-store.js';
import { LogVerdict } from './log-verdict.js';
import { SummaryView } from './summary-view.js';
import { headline } from './summary-words.js';

export interface LogResultProps {
  readonly state: Extract<LogState, { kind: 'read' }>;
  readonly take: (file: File) => void;
  readonly history: HistoryStore;
}

/** What a log shows: the answer, its connections, its incidents by cause, and the figures. */
export function LogResult({ state: { file, reading }, take, history }: LogResultProps): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  const said = headline(reading);
  useEffect(() => {
    title.current?.focus();
    announce(said);
  }, [said]);
  return (
    <>
      <div class="log-head">
        <h1 ref={title} tabIndex={-1}>
          <Phrases text={said} />
        </h1>
        <LogFacts file={file} reading={reading} />
      </div>
      <LogVerdict reading={reading} />
      {reading.notes.map((note, index) => (
        <Banner key={index} icon="question">
          <p>
            <Say text={note} />
          </p>
        </Banner>
      ))}
      <div class="log-actions">
        {reading.incidents.length > 0 && !history.isPrivate && (
          <KeepBox incidents={reading.incidents} history={history} />
        )}
        <ChooseButton accept={LOG_FILES} words={t('log_another')} take={take} />
      </div>
      <section class="log-part">
        <Heading level={2}>{t('log_connections')}</Heading>
        <ConnectionMapView map={reading.map} level={3} />
      </section>
      {reading.incidents.length > 0 && (
        <section class="log-part">
          <Heading level={2}>{t('log_incidents')}</Heading>
          <LogIncidents incidents={reading.incidents} />
        </section>
      )}
      <SummaryView reading={reading} />
    </>
  );
}
