/** Goal: what the posts of the demo may do where a wide pattern would give too much. */
import { isPermitted } from '@millwright/server/kernel/authorize';
import { expect, it } from 'vitest';
import { roles } from './company.ts';

it.each(roles.map((role) => [role.code, new Set(role.permissions)] as const))('%s: others\' background jobs are the administrator\'s', (code, permissions) => {
  expect(isPermitted(permissions, 'foundation/job.administer')).toBe(code === 'administrator');
  expect(isPermitted(permissions, 'foundation/job.view')).toBe(true);
  if (code !== 'general-manager') expect(isPermitted(permissions, 'foundation/job.cancel')).toBe(true);
});
