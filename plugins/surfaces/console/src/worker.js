// The service worker of the console. It keeps the built files, so that the pages of the surveys open
// without a network, and nothing else: what the API answers is never kept here. The build puts `kept`
// in front: the files, and a digest of them.
//
// A new version waits until no page of the old one is open; till then the old page finds its own files.
/* global kept */
const { files, digest } = kept;
const own = 'oneseal-console-';
const name = own + digest;
const base = new URL('./', self.location.href);
const home = new URL('index.html', base).href;
const patience_ms = 4000;

async function install() {
  const cache = await caches.open(name);
  // What is old in the browser's own cache is asked for again.
  await cache.addAll(files.map((file) => new Request(new URL(file, base), { cache: 'no-cache' })));
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((one) => one.startsWith(own) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
  await self.clients.claim();
}

// The page as the server has it; without a network, or one too slow to wait for, as it is kept.
async function page(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience_ms) }).catch(
    () => null,
  );
  if (answer && answer.status < 500) return answer;
  const cache = await caches.open(name);
  return (await cache.match(home)) ?? answer ?? Response.error();
}

// The names of these files change with what is in them.
async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(base.href)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith(`${base.pathname}assets/`)) event.respondWith(asset(request));
});
