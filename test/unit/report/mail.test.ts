import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { authorityOf } from '../../../src/model/authority.js';
import { text } from '../../../src/model/text.js';
import { contactsOf } from '../../../src/report/contacts.js';
import { mailFor, mailtoAt } from '../../../src/report/mail.js';
import { incidentOf } from '../../fixtures/build.js';
import { diagnosis, OPTIONS, shop } from './incidents.js';
import { say } from './say.js';

const mail = (incident = shop(), options = OPTIONS, of = diagnosis()) => mailFor(incident, of, options, say);

describe('a mail to the site', () => {
  it('says what happened, the likely cause, on what evidence, and what fixes it', () => {
    const { subject, body } = mail();
    expect(subject).toBe('shop.example: 421 Misdirected Request');
    expect(body).toContain('https://shop.example with “421 Misdirected Request”');
    expect(body).toContain(
      'How often I saw it: 7\nFrom 2026-11-23 11:00:00 UTC to 2026-11-23 12:00:00 UTC\nAddress that answered: 192.0.2.10\n',
    );
    expect(body).toContain('(confidence: Likely):\nnginx, in front of this site, connects to Apache httpd');
    expect(body).toContain('Evidence:\n- From ');
    expect(body).toContain(
      'What usually fixes it:\n- My browser: nginx\n\n  nginx, /etc/nginx/nginx.conf, server > location\n',
    );
    expect(body).toContain('\n\n    proxy_ssl_server_name on;\n');
    expect(body).not.toContain('- How often I saw it: 3');
  });

  it('names other hosts of the site with the same fault, and none of another site', () => {
    const { body } = mail(shop(), { ...OPTIONS, alsoAt: ['img.shop.example', 'cdn.partner.example'] });
    expect(body).toContain('The same happens at: img.shop.example\n');
    expect(body).not.toContain('partner');
  });

  it('is for those who run the web server, wherever they are found', () => {
    const at = (url: string) => {
      const authority = authorityOf(url);
      if (!authority) throw new Error(url);
      return contactsOf(authority);
    };
    expect(at('https://www.shop.example/')).toEqual({
      mail: 'webmaster@shop.example',
      securityTxt: 'https://www.shop.example/.well-known/security.txt',
      owner: 'https://client.rdap.org/?type=domain&object=shop.example',
      subject: 'shop.example',
    });
    expect(at('https://shop.example.:8443/').mail).toBe('webmaster@shop.example');
    expect(at('https://203.0.113.9/')).toMatchObject({
      owner: 'https://client.rdap.org/?type=ip&object=203.0.113.9',
    });
    expect(at('https://203.0.113.9/').mail).toBeUndefined();
    // Nobody registered these.
    for (const url of ['https://192.168.1.9/', 'https://nas.local/', 'https://localhost/']) {
      expect(at(url).owner).toBeUndefined();
    }
  });

  it('takes the recipient that the reader types, as one', () => {
    const { url, to } = mail();
    expect(to).toBe('webmaster@shop.example');
    expect(mailtoAt(url, 'ann@shop.example')).toMatch(/^mailto:ann@shop\.example\?subject=/);
    expect(mailtoAt(url, 'a@x.example?bcc=b@x.example&x')).toMatch(/^mailto:a@x\.example%3Fbcc%3Db@/);
    expect(mailtoAt(url, 'a'.repeat(5000))).toBe(url);
  });

  it('claims nothing where the cause is unknown', () => {
    const { body } = mail(shop(), OPTIONS, diagnosis({ cause: 'unknown' }));
    expect(body).not.toContain('confidence');
    expect(body).toContain('does not show the cause');
  });

  it('speaks of what was seen: a recovered or a suspected misdirection is no 421 on the screen', () => {
    expect(mail(shop({ status: 'recovered' })).body).toContain('misdirected at first');
    expect(mail(shop({ status: 'suspected' })).body).toContain('seem to reach the wrong server');
  });

  it('leaves paths and secrets out unless they are taken in', () => {
    expect(JSON.stringify(mail())).not.toMatch(/SECRET/);
    const taken = mail(shop(), { ...OPTIONS, includePaths: true });
    expect(taken.body).toContain('https://shop.example/orders/SECRETPATH?token=SECRETQUERY');
    expect(taken.body).not.toContain('SECRETCOOKIE');
  });

  it('has a mailto: URL that says the same, or less where it would be too long', () => {
    const { url, subject, body } = mail();
    expect(url.length).toBeLessThanOrEqual(2000);
    const read = new URL(url);
    expect(read.protocol).toBe('mailto:');
    expect(read.pathname).toBe('');
    expect(read.searchParams.get('subject')).toBe(subject);
    expect(`${read.searchParams.get('body')?.replaceAll('\r\n', '\n')}\n`).toBe(body);

    const evidence = {
      id: 'x',
      weight: 1,
      text: text('report_mail_times', 'x'.repeat(400)),
      source: '',
    } as const;
    const cut = mail(shop(), OPTIONS, diagnosis({ evidence: Array(5).fill(evidence) }));
    expect(cut.url.length).toBeLessThanOrEqual(2000);
    expect(new URL(cut.url).searchParams.get('body')).toContain('Could you pass this on');
    expect(cut.body.length).toBeGreaterThan(new URL(cut.url).searchParams.get('body')?.length ?? 0);
  });

  it('adds no header, line or address, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\r\nBcc: x@evil.test\r\n\r\n&to=x')),
        (value) => {
          const incident = incidentOf({ headers: [`server: ${value}`], statusLine: value, address: value });
          const of = diagnosis({ verdict: text('report_mail_times', value) });
          const { url, subject, body } = mail(incident, OPTIONS, of);
          expect([...new URL(url).searchParams.keys()]).toEqual(['subject', 'body']);
          expect(subject).not.toMatch(/[\r\n]/);
          expect(body.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false);
          expect(mailFor(incident, diagnose, OPTIONS, say).url).toMatch(/^mailto:\?subject=/);
        },
      ),
    );
  });
});
