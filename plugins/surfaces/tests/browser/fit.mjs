// Fit for everybody: no violation of WCAG 2.1 AA, in light and in dark, and on every screen nothing
// to scroll for sideways.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
// The last is a screen of 1366 at 200 %.
const widths = [360, 768, 1366, 1920, 683];

async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate((run) => window.axe.run({ runOnly: run }), tags);
  return found.violations.map(
    (one) =>
      `${one.id}: ${one.nodes
        .map((node) => node.html)
        .join(' ')
        .slice(0, 400)}`,
  );
}

export async function faultsOf(page) {
  const faults = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const one of await violations(page)) faults.push(`${colorScheme}: ${one}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const { width, height } = page.viewportSize();
  for (const one of widths) {
    await page.setViewportSize({ width: one, height });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) faults.push(`${wide} px too wide at ${one}`);
  }
  await page.setViewportSize({ width, height });
  return faults;
}

// What only a walk comes to: a form that is half filled, a dialog, a notice.
export async function fits(page, where) {
  assert.deepEqual(await faultsOf(page), [], where);
}
