// Finds a Chromium for the browser tests, installs the system's package where it may, otherwise says what to do.
// Chinese needs a font: without one every page is boxes, and a test that measures text measures nothing.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser's path, or undefined after having said what to do. */
export function findOrInstallBrowser() {
  const found = findBrowser();
  if (found !== undefined) {
    if (!hasChineseFont() && mayInstall()) install(['fonts-noto-cjk']);
    return found;
  }
  if (mayInstall()) {
    console.log('正在安装 chromium 和中文字体… / Installing chromium and a Chinese font…');
    install(['chromium', 'fonts-noto-cjk']);
  }
  const installed = findBrowser();
  if (installed === undefined) {
    console.error('没有找到浏览器。请安装 Chromium 或 Chrome（Debian：apt-get install chromium fonts-noto-cjk），或用 CHROME_PATH 指定它的路径。\n'
      + 'No browser was found. Install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk), or name its path with CHROME_PATH.');
  }
  return installed;
}

function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named) return runs(named) ? named : undefined;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places, ...downloaded()].find((file) => isExecutable(file) && runs(file));
}

/** Browsers that Playwright downloaded for this user. */
function downloaded() {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] || join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache).filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => ['chrome-linux', 'chrome-linux64'].map((inner) => join(cache, name, inner, 'chrome')));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** On Ubuntu `chromium-browser` may be a script that only points to a snap. */
function runs(file) {
  if (process.platform === 'win32') return existsSync(file);
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return listed.error !== undefined || listed.stdout.trim() !== '';
}

function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function install(packages) {
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
}
