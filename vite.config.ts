/** How the screens are built and, in development, served with the API behind them. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev` gives the port of the API. */
const api = `http://127.0.0.1:${process.env.PORT ?? 8080}`;

export default defineConfig(({ command }) => {
  // A test that builds the screens has NODE_ENV=test, which would ship React's slower development build.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: 'admin-ui',
    plugins: [react()],
    server: { proxy: { '/api': { target: api, changeOrigin: false }, '/letter-frame': api } },
    build: {
      outDir: '../dist/admin-ui',
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 1500,
    },
  };
});
