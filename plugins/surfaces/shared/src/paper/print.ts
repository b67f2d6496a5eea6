// Several papers as one print job: their pages one after the other in a frame that nobody sees.
function joined(pages: readonly string[]): string {
  const parser = new DOMParser();
  const parsed = pages.map((page) => parser.parseFromString(page, 'text/html'));
  const first = parsed[0];
  if (!first) return '';
  first.body.innerHTML = parsed
    .map((page) => `<section class="sheet">${page.body.innerHTML}</section>`)
    .join('');
  return `<!doctype html>${first.documentElement.outerHTML}`;
}

export async function printTogether(pages: readonly string[]): Promise<void> {
  const frame = document.createElement('iframe');
  frame.className = 'visually-hidden';
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.setAttribute('aria-hidden', 'true');
  frame.srcdoc = joined(pages);
  await new Promise((loaded) => {
    frame.addEventListener('load', loaded, { once: true });
    document.body.append(frame);
  });
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const sheet = new view.CSSStyleSheet();
  sheet.insertRule('.sheet:not(:last-child) { break-after: page; }');
  view.document.adoptedStyleSheets.push(sheet);
  view.addEventListener('afterprint', () => setTimeout(() => frame.remove(), 1000));
  view.print();
}
