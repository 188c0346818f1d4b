import { resolve } from 'node:path'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { languages } from './src-preload/contract/languages.ts'

const here = import.meta.dirname

/**
 * Three builds: the main process and its workers (ESM, dependencies stay in node_modules), the preloads (each one
 * CommonJS file that shares nothing with the other, because a sandboxed preload can load nothing else) and the renderer.
 */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          desktop: resolve(here, 'src-main/entry/desktop.ts'),
          web: resolve(here, 'src-main/entry/web.ts'),
          'transfer-worker': resolve(here, 'src-main/transfer/worker/main.ts'),
          'source-worker': resolve(here, 'src-main/sources/worker/main.ts'),
          'list-check': resolve(here, 'src-main/store/list-check-thread.ts'),
          'stream-join': resolve(here, 'src-main/transfer/worker/stream/join-thread.ts'),
        },
        output: {
          entryFileNames: '[name].js',
          // Beside the entries, so that an address relative to a module means the same in a shared chunk.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(here, 'src-preload/index.ts'), 'sign-in': resolve(here, 'src-preload/sign-in.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'src-renderer'),
    // React Aria brings its words in some thirty languages; those that the window speaks stay.
    plugins: [react(), optimizeLocales.vite({ locales: languages.map(withRegion) })],
    build: {
      minify: true,
      // The content security policy allows no data: scripts, fonts or styles; every asset is a file of its own.
      assetsInlineLimit: 0,
      // Kilobytes. The page comes from this machine's disk, so what counts is parsing: a first screen of 1 MB takes tens of milliseconds.
      chunkSizeWarningLimit: 1_200,
      rolldownOptions: {
        input: { index: resolve(here, 'src-renderer/index.html'), 'sign-in': resolve(here, 'src-renderer/sign-in.html') },
        output: {
          // What the first screen shares with parts that come later would be sixty small files, and fetching them takes longer
          // than running them. The bar of the sign-in window is a page of its own and shares the tokens alone.
          codeSplitting: {
            groups: [
              { name: 'tokens', test: /[\\/]ui[\\/](?:tokens|base)\.css|modulepreload-polyfill/, priority: 1 },
              { name: 'first', tags: ['$initial'], test: /^(?!.*[\\/]sign-in(?:-bar)?\b)/s },
            ],
          },
        },
      },
    },
  },
})

/** `de-DE` for `de`: its words are named with a region. */
function withRegion(language: string): string {
  const { language: name, region } = new Intl.Locale(language).maximize()
  return `${name}-${region}`
}
