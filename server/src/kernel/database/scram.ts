// The SCRAM-SHA-256 verifier of a password (RFC 5802, RFC 7677, in PostgreSQL's storage form).
//
// `alter role … password` takes no parameters, so the password would stand in the statement and could reach the server's
// log. PostgreSQL accepts the verifier instead of the password: the clear text never leaves this process.

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const iterations = 4096;

export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/** Whether a stored verifier already belongs to this password, so that it need not be written again. */
export function scramMatches(verifier: string | null, password: string): boolean {
  const salt = verifier === null ? undefined : /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(verifier)?.[1];
  return salt !== undefined && scramVerifier(password, Buffer.from(salt, 'base64')) === verifier;
}
