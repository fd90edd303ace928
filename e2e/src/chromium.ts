/** Where Chromium is and how it is started; `npm test` names the one it found or installed. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
export const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage', '--force-color-profile=srgb'];

export function chromiumPath(): string {
  const named = process.env['CHROME_PATH'];
  if (named) return named;
  const found = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)].flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  if (!found) throw new Error('No Chromium was found; name one with CHROME_PATH.');
  return found;
}
