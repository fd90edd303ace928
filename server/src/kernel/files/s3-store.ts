/**
 * Contents as objects of a bucket, in any store that speaks S3 (signature version 4, path-style addresses). Uploads carry the hash of what is
 * sent in their signature, so the store refuses a content that was changed on the way. Nothing is read into memory as a whole.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type FileStore, isHash } from './file-store.ts';

export type Bucket = { readonly endpoint: string; readonly bucket: string; readonly key: string; readonly secret: string; readonly region: string };
const folder = 'files/';
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const silentMs = 60_000;

export function s3Store(at: Bucket): FileStore {
  const root = `${at.endpoint.replace(/\/+$/, '')}/${at.bucket}`;
  const addressOf = (hash: string): string => {
    if (!isHash(hash)) throw new Error('a content without a hash for a name');
    return `${root}/${folder}${hash}`;
  };
  return {
    async put(hash, file) {
      const answer = await ask(at, 'PUT', addressOf(hash), { hash, file });
      if (answer.statusCode !== 200) throw await failure(answer, 'put');
      answer.resume();
    },
    async open(hash) {
      const answer = await ask(at, 'GET', addressOf(hash));
      if (answer.statusCode === 404) return void answer.resume();
      if (answer.statusCode !== 200) throw await failure(answer, 'get');
      return { size: Number(answer.headers['content-length']), content: answer };
    },
    async *list() {
      for (let next: string | undefined = ''; next !== undefined;) {
        const asked = new URLSearchParams({ 'list-type': '2', prefix: folder, ...(next === '' ? {} : { 'continuation-token': next }) });
        const answer = await ask(at, 'GET', `${root}?${asked}`);
        if (answer.statusCode !== 200) throw await failure(answer, 'list');
        const page = await textOf(answer);
        for (const [, entry = ''] of page.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
          const hash = tag(entry, 'Key')?.slice(folder.length) ?? '';
          const putAt = new Date(tag(entry, 'LastModified') ?? '');
          if (isHash(hash) && !Number.isNaN(putAt.getTime())) yield { hash, putAt };
        }
        next = tag(page, 'NextContinuationToken')?.replaceAll('&amp;', '&');
      }
    },
    async remove(hash) {
      const answer = await ask(at, 'DELETE', addressOf(hash));
      if (answer.statusCode !== 204 && answer.statusCode !== 404) throw await failure(answer, 'delete');
      answer.resume();
    },
  };
}

async function ask({ key, secret, region }: Bucket, method: string, url: string, body?: { readonly hash: string; readonly file: string }): Promise<IncomingMessage> {
  const size = body ? (await stat(body.file)).size : undefined;
  const signed = await new AwsV4Signer({
    method, url, accessKeyId: key, secretAccessKey: secret, service: 's3', region, headers: { 'x-amz-content-sha256': body?.hash ?? nothing, ...(size === undefined ? {} : { 'content-length': String(size) }) },
  }).sign();
  const send = signed.url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(signed.url, { method, headers: Object.fromEntries(signed.headers.entries()), timeout: silentMs }, resolve);
    request.on('timeout', () => request.destroy(new Error('the file store does not answer')));
    request.on('error', reject);
    if (body) pipeline(createReadStream(body.file), request).catch(reject);
    else request.end();
  });
}

const tag = (xml: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
async function failure(answer: IncomingMessage, what: string): Promise<Error> {
  const text = await textOf(answer).catch(() => '');
  return new Error(`the file store answered ${answer.statusCode} to ${what}: ${tag(text, 'Code') ?? ''} ${tag(text, 'Message') ?? ''}`);
}
