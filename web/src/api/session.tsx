/** Who is signed in, what they may do and which company the page is about. Changing the company reloads, so nothing of the other company can stay on a page. */
import { isPermitted } from '@millwright/server/kernel/authorize';
import { createContext, use } from 'react';
import { call, configureClient } from './client.ts';

export type Company = { readonly id: string; readonly code: string; readonly name: string; readonly state: 'live' | 'simulation' | 'training' | 'loading' | 'deleting'; readonly period: { readonly period: number; readonly open: boolean } | null; readonly permissions?: readonly string[] };
export type Session = { readonly user: { readonly id: string; readonly name: string; readonly login: string; readonly post?: string | null; readonly mustChangePassword?: boolean }; readonly permissions: readonly string[]; readonly companies: readonly Company[] };
export type DemoAccount = { readonly login: string; readonly name: string; readonly post: string; readonly password: string };

const rememberedCompany = 'mw-company';
/** Undefined: nobody is signed in here. */
export const fetchSession = (): Promise<Session | undefined> => call('GET', '/api/session');
export const signIn = (login: string, password: string): Promise<Session> => call('POST', '/api/session', { login, password });
export const changePassword = (current: string, next: string): Promise<Session> => call('POST', '/api/session/password', { current, next });
export const signOut = (): Promise<void> => call('DELETE', '/api/session');
/** Undefined where the installation has no demonstration company. */
export const fetchDemoAccounts = (): Promise<readonly DemoAccount[] | undefined> => call('GET', '/api/demo-accounts');

/** The company of this browser tab, else the one worked in last time, when it is still open to this person, else the first. A switch in another tab changes nothing here. */
export function chooseCompany(session: Session): Company | undefined {
  const wanted = sessionStorage.getItem(rememberedCompany) ?? localStorage.getItem(rememberedCompany);
  const company = session.companies.find((candidate) => candidate.id === wanted) ?? session.companies[0];
  if (company) sessionStorage.setItem(rememberedCompany, company.id);
  configureClient({ company: company?.id });
  return company;
}
export function switchCompany(id: string): void {
  localStorage.setItem(rememberedCompany, id);
  sessionStorage.setItem(rememberedCompany, id);
  // What pages kept (filters, chosen records) is of the company left; the page itself is loaded anew with everything it had asked.
  for (const name of Object.keys(sessionStorage)) if (name.startsWith('mw-page-')) sessionStorage.removeItem(name);
  location.assign('/');
}

type SessionState = { readonly session: Session; readonly company: Company | undefined; readonly may: (permission: string | undefined) => boolean };
const SessionContext = createContext<SessionState | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;
export function useSession(): SessionState {
  const state = use(SessionContext);
  if (!state) throw new Error('useSession outside SessionProvider');
  return state;
}
export const sessionState = (session: Session): SessionState => {
  const company = chooseCompany(session);
  const granted = new Set(company?.permissions ?? session.permissions);
  return { session, company, may: (permission) => permission === undefined || isPermitted(granted, permission) };
};
