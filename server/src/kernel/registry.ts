/**
 * The registry of everything the product can do. Routes, OpenAPI, the permission matrix, the menu and the tests that run
 * every command as every role are drawn from it; no second list exists.
 */
import { assert } from '@millwright/core/primitives/outcome';
import type { AnyCommand, AnyQuery, Module } from './command.ts';
import type { Text } from './contract.ts';
import { exportPermission, exportTitle } from './exchange/export-permission.ts';
import { kernelRefusals } from './refusal.ts';

export type Registry = {
  readonly modules: readonly Module[];
  readonly commands: ReadonlyMap<string, AnyCommand>;
  readonly queries: ReadonlyMap<string, AnyQuery>;
  /** Every permission there is, with the titles of what it opens. */
  readonly permissions: ReadonlyMap<string, readonly Text[]>;
  readonly databaseRefusals: ReadonlyMap<string, { readonly code: string; readonly text: Text }>;
};

export function createRegistry(modules: readonly Module[]): Registry {
  const commands = new Map<string, AnyCommand>();
  const queries = new Map<string, AnyQuery>();
  const permissions = new Map<string, Text[]>();
  const databaseRefusals = new Map(Object.entries(kernelRefusals.database));
  const grant = (permission: string, title: Text) => permissions.set(permission, [...(permissions.get(permission) ?? []), title]);
  for (const module of modules) {
    for (const command of module.commands) {
      assert(!commands.has(command.contract.name), `command ${command.contract.name} registered twice`);
      commands.set(command.contract.name, command);
      if (!command.permission) grant(command.contract.permission, command.contract.title);
    }
    for (const query of module.queries) {
      assert(!queries.has(query.contract.name), `query ${query.contract.name} registered twice`);
      queries.set(query.contract.name, query);
      if (!query.permission) grant(query.contract.permission, query.contract.title);
      if (query.contract.list) grant(exportPermission(query.contract.name), exportTitle(query.contract.title));
    }
    for (const [key, refusal] of Object.entries(module.databaseRefusals ?? {})) databaseRefusals.set(key, refusal);
  }
  return { modules, commands, queries, permissions, databaseRefusals };
}
