// Who has filed sees what the bureau does while the page is open, without a reload.
import assert from 'node:assert/strict';
import { layOut } from './api.mjs';
import { phone, shareBureau } from './bureau.mjs';
import { act, hasState, openCase } from './hands.mjs';
import { handedOver } from './office.mjs';

const walk = shareBureau();

walk('an open page of the portal follows the case', async (bureau) => {
  const { id, number } = await layOut(bureau);
  const wang = await bureau.applicant('wang', phone);
  const list = await wang.context().newPage();
  await list.goto(`${bureau.address}/cases`);
  const row = list.getByRole('listitem').filter({ hasText: number });
  await row.waitFor();
  const before = await row.innerText();
  await wang.goto(`${bureau.address}/case/${id}`);
  await wang.getByRole('heading', { name: '办理经过' }).waitFor();
  for (const page of [wang, list]) await page.evaluate(() => (window.isTheSame = true));

  const desk = await bureau.clerk('intake1');
  await openCase(desk, number);
  await act(desk, '出具一次性补正告知书');
  await act(desk, '登记送达', handedOver);
  await hasState(desk, '待补正');

  await wang.getByRole('heading', { name: '请您补正' }).waitFor();
  await wang.getByText('待补正').first().waitFor();
  await row.getByText('待补正').waitFor();
  assert.notEqual(await row.innerText(), before);
  for (const page of [wang, list])
    assert.ok(await page.evaluate(() => window.isTheSame), 'nobody has loaded it anew');
});
