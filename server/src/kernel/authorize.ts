/** The function check, made once, in runCommand and runQuery. "<module>/<noun>.<action>" is granted by itself or a wider pattern. */
import type { Actor } from './command.ts';

export function isPermitted(permissions: ReadonlySet<string>, permission: string): boolean {
  if (permissions.has(`!${permission}`)) return false;
  if (permissions.has('*') || permissions.has(permission)) return true;
  const dot = permission.lastIndexOf('.');
  const [noun, action] = [permission.slice(0, dot), permission.slice(dot + 1)];
  const module = noun.slice(0, noun.indexOf('/'));
  return permissions.has(`${noun}.*`) || permissions.has(`${module}/*.${action}`) || permissions.has(`${module}/*`) || permissions.has(`*.${action}`);
}
export const mayDo = (actor: Actor, permission: string): boolean => isPermitted(actor.permissions, permission);
