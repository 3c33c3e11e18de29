import type { SuspicionRule } from '../rule.js';

/** The bucket that the host names: one that the path names is an ordinary missing bucket, and so is one below amazonaws.com. */
export const rule: SuspicionRule = {
  id: 's3-no-bucket',
  writer: 'Amazon S3',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ header }) => header('server') === 'AmazonS3' && header('x-amz-request-id') !== undefined,
  says: ({ text, source }, { host }) => {
    const xml = `<Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>${host}</BucketName>`;
    const page = `404 Not Found Code: NoSuchBucket Message: The specified bucket does not exist BucketName: ${host} `;
    return source.includes(xml) || text.startsWith(page) ? `NoSuchBucket, BucketName: ${host}` : undefined;
  },
  ownDomains: ['amazonaws.com', 'amazonaws.com.cn'],
  serve: {
    words: (host) => ['aws', 's3', 'mb', `s3://${host}`],
    source: 'docs.aws.amazon.com, S3: a bucket that serves a host has the name of the host',
  },
  source: 'docs.aws.amazon.com, S3 API, error responses: NoSuchBucket; website endpoints',
};
