/**
 * Builds the browser's part into build/web. Everything is served by us: no CDN, no font download, so a factory LAN without
 * internet works. The sign-in page is the entry chunk; shell and pages are loaded after it (limits: tools/bundle-size.mjs).
 */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  build: { outDir: here('../build/web'), emptyOutDir: true, manifest: true, target: 'es2022', chunkSizeWarningLimit: 1500 },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
