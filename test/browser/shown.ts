import type { DrivenPage } from './drivers/index.js';

/** One incident as the popup's page says it in its data attributes. */
export interface ShownIncident {
  readonly id: string;
  readonly host: string;
  readonly status: string;
  readonly cause: string;
  /** Ranked; the first one is `cause`. */
  readonly causes: readonly string[];
  readonly confidence: string;
}

/** Reads the popup's contract: each incident is an element with `data-incident`, `data-host` and so on. */
export const shownIncidents = (popup: DrivenPage): Promise<ShownIncident[]> =>
  popup.run(() =>
    [...document.querySelectorAll<HTMLElement>('[data-incident]')].map(({ dataset }) => ({
      id: dataset.incident ?? '',
      host: dataset.host ?? '',
      status: dataset.status ?? '',
      cause: dataset.cause ?? '',
      causes: (dataset.causes ?? '').split(' ').filter((cause) => cause !== ''),
      confidence: dataset.confidence ?? '',
    })),
  );

/** What a person reads of one incident. */
export interface ReadIncident {
  readonly id: string;
  readonly verdict: string;
  readonly evidence: readonly string[];
  readonly firstStep: string;
}

/** Opens every fold of the popup's page. */
export async function unfold(popup: DrivenPage): Promise<void> {
  // What is folded is not drawn, and what is drawn by unfolding may hold folds itself.
  for (let level = 0; level < 3; level++) {
    await popup.run(async () => {
      const folds = document.querySelectorAll<HTMLDetailsElement>('[data-incident] details:not([open])');
      for (const fold of folds) fold.open = true;
      if (folds.length > 0) await new Promise((drawn) => setTimeout(drawn, 50));
    });
  }
}

/** Opens every fold of the popup's page and reads its texts. */
export async function readIncidents(popup: DrivenPage): Promise<ReadIncident[]> {
  await unfold(popup);
  return popup.run(() => {
    const textOf = (element: Element | null | undefined) =>
      (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
    return [...document.querySelectorAll<HTMLElement>('[data-incident]')].map((incident) => ({
      id: incident.dataset.incident ?? '',
      verdict: textOf(incident.querySelector('.verdict :is(h1, h2, h3, h4)')),
      evidence: [...incident.querySelectorAll('.evidence [data-side="for"] li p:first-of-type')]
        .filter((line) => !line.closest('.others'))
        .map(textOf)
        .filter((line, index, all) => line !== '' && all.indexOf(line) === index),
      firstStep: textOf(incident.querySelector('.steps li .step-title')),
    }));
  });
}
