import { describe, expect, test } from 'vitest';
import { TabMarks } from '../../../src/background/tab-marks.js';

const of = (marks: TabMarks, tabId = 1): string[] => [...marks.of(tabId).keys()];

describe('tab marks', () => {
  test('a main document’s own 421 survives the commit that it causes', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    marks.committed(1, 'https://a.example/#top', 12);
    expect(of(marks)).toEqual(['a']);
  });

  test('a main document’s own 421 is marked where the background is told of it only after the commit', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/#top', 12);
    expect(marks.documentAnswered(1, 'https://a.example/', 10)).toBe(true);
    marks.mark(1, 'a', 'misdirected', 10);
    expect(of(marks)).toEqual(['a']);
    // And is gone with the next page.
    marks.documentAnswered(1, 'https://b.example/', 20);
    marks.committed(1, 'https://b.example/', 21);
    expect(of(marks)).toEqual([]);
  });

  test('a page that fails after it was shown goes on under the browser’s error page, until the next navigation', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    marks.committed(1, 'https://a.example/', 12, 'document-1');
    marks.mark(1, 'part', 'misdirected', 13, 'document-1');
    marks.documentFailed(1, 'document-1');
    marks.committed(1, 'https://a.example/', 15, 'error-page');
    expect(of(marks)).toEqual(['a', 'part']);
    expect(marks.mark(1, 'icon', 'misdirected', 16, 'error-page')).toBe(true);
    // Loaded again, and well.
    marks.documentFailed(1, 'error-page');
    marks.documentAnswered(1, 'https://a.example/', 20);
    marks.committed(1, 'https://a.example/', 21, 'document-2');
    expect(of(marks)).toEqual([]);
  });

  test('a late part of the page before takes nothing of the mark of a page that is loaded again', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 5, 'document-1');
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    // Its icon, say: refused before the browser shows the new page.
    marks.mark(1, 'a', 'misdirected', 11, 'document-1');
    marks.committed(1, 'https://a.example/', 12, 'document-2');
    expect(of(marks)).toEqual(['a']);
    // Of the new page's own parts the latest counts, as ever.
    marks.mark(1, 'a', 'misdirected', 13, 'document-2');
    marks.documentAnswered(1, 'https://b.example/', 20);
    marks.mark(1, 'a', 'misdirected', 21, 'document-2');
    marks.committed(1, 'https://b.example/', 22, 'document-3');
    expect(of(marks)).toEqual([]);
  });

  test('the page before, told only after the response of the next one, leaves that answer to the next one', () => {
    const marks = new TabMarks();
    const unread = { incident: 'a', key: '1', url: 'https://a.example/' };
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    marks.awaitPage(1, unread);
    expect(marks.committed(1, 'about:blank', 8)).toEqual({ changed: false });
    expect(marks.committed(1, 'https://a.example/', 12)).toEqual({ changed: false });
    expect(of(marks)).toEqual(['a']);
    expect(marks.takeUnread(1, 'https://a.example/')).toEqual(unread);
  });

  test('so does the same page before it was loaded again', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    marks.committed(1, 'https://a.example/', 8);
    marks.committed(1, 'https://a.example/', 12);
    expect(of(marks)).toEqual(['a']);
  });

  test('the page before, told only after the next one, changes nothing', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.committed(1, 'https://a.example/', 12, 'document-2');
    marks.mark(1, 'part', 'misdirected', 14, 'document-2');
    expect(marks.committed(1, 'https://before.example/', 8, 'document-1')).toEqual({ changed: false });
    marks.mark(1, 'late-part', 'misdirected', 16, 'document-2');
    expect(of(marks)).toEqual(['part', 'late-part']);
  });

  test('a response that was followed by nothing says nothing of the page that is shown', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.committed(1, 'https://a.example/', 12);
    // The page's own response is known; one that comes late is another's.
    expect(marks.documentAnswered(1, 'https://a.example/', 9)).toBe(false);
    marks.committed(1, 'https://c.example/', 30);
    expect(marks.documentAnswered(1, 'https://b.example/', 29)).toBe(false);
    marks.mark(1, 'b', 'misdirected', 29);
    expect(of(marks)).toEqual([]);
  });

  test('marks of the page before go when the tab moves on', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.committed(1, 'https://a.example/', 11);
    marks.mark(1, 'image-host', 'misdirected', 12);
    marks.documentAnswered(1, 'https://b.example/', 20);
    marks.mark(1, 'b', 'misdirected', 20);
    expect(of(marks)).toEqual(['image-host', 'b']);
    expect(marks.committed(1, 'https://b.example/', 21)).toEqual({ changed: true });
    expect(of(marks)).toEqual(['b']);
  });

  test('a download that never commits leaves the page’s marks alone', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.committed(1, 'https://a.example/', 11);
    marks.mark(1, 'a', 'misdirected', 12);
    marks.documentAnswered(1, 'https://a.example/file.zip', 20);
    expect(of(marks)).toEqual(['a']);
  });

  test('a page without a response of the network (blank, back-forward cache) clears them', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    marks.committed(1, 'about:blank', 20);
    expect(of(marks)).toEqual([]);
  });

  test('a 421 that is recorded after the tab moved on is not the new page’s', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://b.example/', 20);
    marks.committed(1, 'https://b.example/', 21);
    marks.mark(1, 'late', 'misdirected', 15);
    expect(of(marks)).toEqual([]);
  });

  test('the gravest outcome of a host stands', () => {
    const marks = new TabMarks();
    marks.mark(1, 'a', 'misdirected', 1);
    marks.mark(1, 'a', 'recovered', 2);
    expect(marks.of(1).get('a')).toEqual({ outcome: 'misdirected', time: 2 });
  });

  test('an unread page is handed out once, and only for its own URL', () => {
    const marks = new TabMarks();
    marks.awaitPage(1, { incident: 'a', key: '10:7', url: 'https://a.example/#x' });
    expect(marks.takeUnread(1, 'https://b.example/')).toBeUndefined();
    expect(marks.takeUnread(1, 'https://a.example/')).toMatchObject({ key: '10:7' });
    expect(marks.takeUnread(1, 'https://a.example/')).toBeUndefined();
  });

  test('all of it comes back after the background was stopped', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    marks.awaitPage(1, { incident: 'a', key: '10:7', url: 'https://a.example/' });
    const again = new TabMarks();
    again.restore(JSON.parse(JSON.stringify(marks.snapshot())));
    again.committed(1, 'https://a.example/', 12);
    expect(of(again)).toEqual(['a']);
    expect(again.takeUnread(1, 'https://a.example/')).toMatchObject({ incident: 'a' });
  });

  test('a closed tab leaves nothing', () => {
    const marks = new TabMarks();
    marks.mark(1, 'a', 'misdirected', 1);
    expect(marks.closed(1)).toEqual({ wasKnown: true });
    expect(marks.snapshot()).toEqual([]);
    expect(marks.closed(1)).toEqual({ wasKnown: false });
  });
});

describe('documents that the browser names', () => {
  test('a part of the page before, refused after the new page was answered, is not the new page’s', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10, 'A');
    marks.documentAnswered(1, 'https://b.example/', 20);
    marks.mark(1, 'icon-of-a', 'misdirected', 21, 'A');
    marks.committed(1, 'https://b.example/', 22, 'B');
    expect(of(marks)).toEqual([]);
    marks.mark(1, 'late-part-of-a', 'misdirected', 23, 'A');
    marks.mark(1, 'part-of-b', 'misdirected', 24, 'B');
    expect(of(marks)).toEqual(['part-of-b']);
  });
});

describe('who asked', () => {
  const page = (url: string, shown = url) => ({ is: 'unnamed', url, shown }) as const;

  test('is as the browser says', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10, 'A');
    expect(marks.asks(1, { is: 'shown', documentId: 'A' })).toBe(true);
    expect(marks.asks(1, { is: 'other' })).toBe(false);
  });

  test('a document of which only the URL is known is the one on screen, unless the one before had it as well', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/#x', 10);
    expect(marks.asks(1, page('https://a.example/'))).toBe(true);
    marks.committed(1, 'https://b.example/', 20);
    expect(marks.asks(1, page('https://a.example/', 'https://b.example/'))).toBe(false);
    expect(marks.asks(1, page('https://b.example/'))).toBe(true);
    marks.committed(1, 'https://b.example/', 30);
    const restored = new TabMarks();
    restored.restore(marks.snapshot());
    for (const each of [marks, restored]) expect(each.asks(1, page('https://b.example/'))).toBe(false);
  });

  test('a worker, and a document that changed its URL itself, are the page on screen', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10);
    expect(marks.asks(1, page('https://a.example/worker.js', 'https://a.example/'))).toBe(true);
    expect(marks.asks(1, page('https://a.example/', 'https://a.example/step-2'))).toBe(true);
  });
});

describe('more hosts than a page may keep', () => {
  test('are all counted, though they come faster than they are pushed out', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10);
    const all = Array.from({ length: 1100 }, (_, n) => `h${n}`);
    for (const [n, id] of all.entries()) marks.mark(1, id, 'misdirected', 20 + n);
    expect(marks.pushOut(all.slice(0, 1000))).toEqual([1]);
    expect(marks.notKept(1)).toBe(1000);
    expect(of(marks)).toEqual(all.slice(1000));
  });

  // Seen in Firefox on a busy machine: of 1,100 hosts that refused, 950 and not 1,000 were said not to be kept.
  test('are counted though they are marked only after they were pushed out', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10, 'D');
    expect(marks.pushOut(['late', 'named'])).toEqual([]);
    marks.mark(1, 'late', 'misdirected', 20);
    marks.markDocument(1, 'named', 'misdirected', 21, 'D');
    expect(marks.notKept(1)).toBe(2);
    expect(of(marks)).toEqual([]);
    marks.made('late');
    marks.mark(1, 'late', 'misdirected', 22);
    expect(marks.notKept(1)).toBe(1);
    expect(of(marks)).toEqual(['late']);
  });

  test('fill the session’s storage no more than it may hold, with the latest', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10);
    for (let n = 0; n < 1100; n++) marks.mark(1, `h${n}`, 'misdirected', 20 + n);
    const kept = marks.snapshot()[0]?.marks ?? [];
    expect(kept).toHaveLength(500);
    expect(kept.at(-1)?.incident).toBe('h1099');
  });
});

describe('tabs that close and clocks that jump', () => {
  test('what a closed tab asked for makes no mark, and its page is not awaited', () => {
    const marks = new TabMarks();
    marks.closed(1);
    marks.documentAnswered(1, 'https://a.example/', 10);
    marks.mark(1, 'a', 'misdirected', 10);
    const unread = { incident: 'a', key: '10:7', url: 'https://a.example/' };
    expect(marks.awaitPage(1, unread)).toEqual(unread);
    expect(marks.snapshot()).toEqual([]);
  });

  test('a page that nobody can read any more is handed back, whoever took its place', () => {
    const marks = new TabMarks();
    const unread = (n: number) => ({ incident: `i${n}`, key: `${n}:1`, url: `https://h${n}.example/` });
    expect(marks.awaitPage(1, unread(1))).toBeUndefined();
    expect(marks.awaitPage(1, unread(2))).toEqual(unread(1));
    expect(marks.committed(1, 'https://other.example/', 20)).toMatchObject({ missed: unread(2) });
    marks.awaitPage(1, unread(3));
    expect(marks.committed(1, 'https://h3.example/#x', 30)).toEqual({ changed: false });
    expect(marks.closed(1)).toEqual({ wasKnown: true, missed: unread(3) });
  });

  test('a clock that is set back by a day neither hides new marks nor keeps old ones', () => {
    const DAY = 86_400_000;
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/', 2 * DAY);
    marks.mark(1, 'before', 'misdirected', 2 * DAY);
    marks.committed(1, 'https://a.example/', 2 * DAY + 1);
    marks.mark(1, 'after', 'misdirected', DAY);
    expect(of(marks)).toEqual(['before', 'after']);
    marks.documentAnswered(1, 'https://b.example/', DAY + 5);
    marks.committed(1, 'https://b.example/', DAY + 6);
    expect(of(marks)).toEqual([]);
  });
});

describe('one navigation of several responses', () => {
  test('a mark of a redirect’s hop is the landing page’s', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://hop.example/', 10, '7');
    marks.mark(1, 'hop', 'recovered', 10);
    marks.documentAnswered(1, 'https://landing.example/', 12, '7');
    marks.committed(1, 'https://landing.example/', 14, 'A');
    expect(of(marks)).toEqual(['hop']);
  });

  test('so is that of an https page after which the browser took plain http', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://a.example/x', 10, '7');
    marks.mark(1, 'a', 'misdirected', 10);
    marks.documentAnswered(1, 'http://a.example/x', 12, '8');
    marks.committed(1, 'http://a.example/x', 14, 'A');
    expect(of(marks)).toEqual(['a']);
  });

  test('another navigation’s is not', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, 'https://download.example/', 10, '7');
    marks.mark(1, 'download', 'misdirected', 10);
    marks.documentAnswered(1, 'https://next.example/', 12, '8');
    marks.committed(1, 'https://next.example/', 14, 'A');
    expect(of(marks)).toEqual([]);
  });
});

describe('documents that a tab shows again, or only later', () => {
  test('have their marks with them', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10, 'A');
    marks.mark(1, 'part-of-a', 'misdirected', 11, 'A');
    marks.documentAnswered(1, 'https://b.example/', 20, '2');
    marks.mark(1, 'b', 'misdirected', 20);
    expect(marks.committed(1, 'https://b.example/', 21, 'B')).toEqual({ changed: true });
    expect(of(marks)).toEqual(['b']);
    const again = new TabMarks();
    again.restore(JSON.parse(JSON.stringify(marks.snapshot())));
    expect(again.committed(1, 'https://a.example/', 30, 'A')).toEqual({ changed: true });
    expect(of(again)).toEqual(['part-of-a']);
    again.committed(1, 'https://b.example/', 40, 'B');
    expect(of(again)).toEqual(['b']);
  });

  test('a prerendered one is marked once it is shown', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10, 'A');
    marks.markDocument(1, 'part', 'misdirected', 12, 'P');
    expect(of(marks)).toEqual([]);
    marks.committed(1, 'https://p.example/', 20, 'P');
    expect(of(marks)).toEqual(['part']);
    marks.markDocument(1, 'late', 'misdirected', 12, 'P');
    expect(of(marks)).toEqual(['part', 'late']);
  });

  test('deleted incidents do not come back with them', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 10, 'A');
    marks.mark(1, 'part', 'misdirected', 11, 'A');
    marks.committed(1, 'https://b.example/', 20, 'B');
    marks.forget(['part']);
    marks.committed(1, 'https://a.example/', 30, 'A');
    expect(of(marks)).toEqual([]);
  });
});

describe('a refused download whose error page the browser shows in a new tab', () => {
  const url = 'https://a.example/file.zip';

  test('is marked there, where the new tab comes first', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 1, 'A');
    marks.documentAnswered(1, url, 10, '7');
    marks.committed(2, url, 12, 'E');
    expect(marks.shownIn(1, url, 10)).toBe(2);
  });

  test('and where the mark comes first', () => {
    const marks = new TabMarks();
    marks.committed(1, 'https://a.example/', 1, 'A');
    marks.documentAnswered(1, url, 10, '7');
    marks.mark(1, 'a', 'misdirected', 10);
    expect(marks.committed(2, url, 12, 'E')).toEqual({ changed: true, from: 1 });
    expect([of(marks, 1), of(marks, 2)]).toEqual([[], ['a']]);
  });

  test('a tab that shows its own navigation’s page keeps its mark', () => {
    const marks = new TabMarks();
    marks.documentAnswered(1, url, 10, '7');
    marks.mark(1, 'a', 'misdirected', 10);
    marks.committed(1, url, 11, 'A');
    marks.documentAnswered(2, url, 12, '8');
    marks.committed(2, url, 13, 'B');
    expect([of(marks, 1), of(marks, 2)]).toEqual([['a'], []]);
  });
});

test('a stored page stays one when its icon is refused anew, and the next page is none', () => {
  const marks = new TabMarks();
  marks.documentAnswered(1, 'https://a.example/', 10, '1');
  marks.mark(1, 'a', 'misdirected', 10, undefined, 5);
  marks.committed(1, 'https://a.example/', 11, 'A');
  marks.mark(1, 'a', 'misdirected', 12, 'A');
  expect(marks.of(1).get('a')).toMatchObject({ storedAt: 5 });
  marks.documentAnswered(1, 'https://a.example/', 20, '2');
  marks.mark(1, 'a', 'misdirected', 20);
  marks.committed(1, 'https://a.example/', 21, 'B');
  expect(marks.of(1).get('a')).not.toHaveProperty('storedAt');
});
