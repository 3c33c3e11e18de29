import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Spec files of minutes; the others take seconds. */
const LONG = ['real/servers.spec.ts', 'pages/pages.spec.ts', 'pages/tabs.spec.ts', 'popup.spec.ts'];

const rank = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/browser/${name}`));
  return place < 0 ? LONG.length : place;
};

/** Browser tests before unit tests, and the longest of them first: whatever ends last should be short. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
