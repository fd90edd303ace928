/** Handed down by the application: ends the session and shows the sign-in page. */
import { createContext } from 'react';
export const SignOutContext = createContext<() => void>(() => undefined);
