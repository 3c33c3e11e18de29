import { describe, expect, it } from 'vitest';
import { tabOfAddress } from '../../../src/pages/popup/tab-of-address.js';
import { caseOf } from '../../../src/ui/case.js';
import { groupByCause, groupByFault } from '../../../src/ui/groups.js';
import { incidentOf } from '../../fixtures/build.js';

describe('groupByCause', () => {
  it('keeps the order of the tab among groups and in them', async () => {
    const dot = (host: string) => caseOf(incidentOf({ url: `https://${host}./` }));
    const application = await caseOf(
      incidentOf({
        url: 'https://tools.example/mcp',
        headers: ['server: uvicorn', 'content-type: text/plain'],
        body: 'Invalid Host header',
      }),
    );
    const groups = groupByCause([await dot('b.example'), application, await dot('a.example')]);
    expect(
      groups.map(({ cause, cases }) => [cause, cases.map(({ incident }) => incident.authority.host)]),
    ).toEqual([
      ['trailing-dot', ['b.example.', 'a.example.']],
      ['application', ['tools.example']],
    ]);
  });
});

describe('groupByFault', () => {
  it('puts hosts together that the same fix helps, and no others', async () => {
    const sketch = (host: string, server: string) =>
      caseOf(
        incidentOf({
          url: `https://${host}/mcp`,
          headers: [`server: ${server}`],
          body: 'Invalid Host header',
        }),
      );
    const faults = groupByFault([
      await sketch('a.example', 'uvicorn'),
      await sketch('b.example', 'nginx'),
      await sketch('c.example', 'uvicorn'),
    ]);
    expect(faults.map((cases) => cases.map(({ incident }) => incident.authority.host))).toEqual([
      ['a.example', 'c.example'],
      ['b.example'],
    ]);
  });
});

describe('tabOfAddress', () => {
  it.each([
    ['?tab=12', 12],
    ['?tab=0', 0],
    ['', undefined],
    ['?tab=', undefined],
    ['?tab=-1', undefined],
    ['?tab=1e3', undefined],
    ['?tab=99999999999', undefined],
  ])('reads %s', (search, tab) => {
    expect(tabOfAddress(search)).toBe(tab);
  });
});
