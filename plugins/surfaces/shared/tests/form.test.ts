// @vitest-environment jsdom
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import { useCounties } from '../src/counties';
import SchemaForm from '../src/form/SchemaForm.vue';
import type { Field, FieldState } from '../src/form/schema';
import { makeI18n } from '../src/i18n';

localStorage.setItem('oneseal.language', 'zh-CN');
const i18n = await makeI18n({ 'zh-CN': {}, en: () => Promise.resolve({ default: {} }) });

const title = (zh: string): Field['x-oneseal'] => ({ title: { 'zh-CN': zh, en: zh } });
const schema: Field = {
  type: 'object',
  properties: {
    name: { type: 'string', 'x-oneseal': title('名称') },
    area: { type: 'number', 'x-oneseal': title('面积') },
    online: { type: 'boolean', 'x-oneseal': title('网络经营') },
    people: {
      type: 'array',
      'x-oneseal': title('人员'),
      items: {
        type: 'object',
        properties: { name: { type: 'string', 'x-oneseal': title('姓名') } },
      },
    },
  },
};
const all: Record<string, FieldState> = {
  '/form/name': { visible: true, required: true },
  '/form/area': { visible: true, required: false },
  '/form/online': { visible: true, required: true },
  '/form/people': { visible: true, required: false },
  '/form/people/*/name': { visible: true, required: true },
};

function draw(more: Record<string, unknown> = {}, start: Record<string, unknown> = {}) {
  const value = ref<Record<string, unknown>>(start);
  const wrapper = mount(SchemaForm, {
    props: {
      schema,
      pointer: '/form',
      fields: all,
      modelValue: value.value,
      'onUpdate:modelValue': (told: Record<string, unknown>) => {
        value.value = told;
        void wrapper.setProps({ modelValue: told });
      },
      ...more,
    },
    global: { plugins: [createPinia(), i18n.plugin] },
  });
  return { wrapper, value };
}

describe('a form of a schema', () => {
  it('labels its fields and says which may be left out', () => {
    const { wrapper } = draw();
    const label = wrapper.findAll('label').find((one) => one.text().startsWith('面积'));
    expect(label?.text()).toContain('选填');
    expect(wrapper.find(`[id="${label?.attributes('for')}"]`).attributes('type')).toBe('number');
  });
  it('calls nothing optional of which no check says so', () => {
    const { wrapper } = draw({ fields: undefined });
    expect(wrapper.text()).toContain('面积');
    expect(wrapper.text()).not.toContain('选填');
  });
  it('shows nothing that the kernel does not show, and nothing that it does not know yet', () => {
    const { wrapper } = draw({
      fields: { ...all, '/form/area': { visible: null, required: true }, '/form/name': undefined },
    });
    expect(wrapper.text()).not.toContain('面积');
    expect(wrapper.text()).not.toContain('名称');
  });
  it('takes text, numbers and a no', async () => {
    const { wrapper, value } = draw();
    await wrapper.find('[data-pointer="/form/name"]').setValue('小吃店');
    await wrapper.find('[data-pointer="/form/area"]').setValue('56.5');
    await wrapper.findAll('[data-pointer="/form/online"]')[1]?.setValue();
    expect(value.value).toEqual({ name: '小吃店', area: 56.5, online: false });
  });
  it('forgets what was emptied', async () => {
    const { wrapper, value } = draw({}, { name: '小吃店' });
    await wrapper.find('[data-pointer="/form/name"]').setValue('');
    expect(value.value).toEqual({});
  });
  it('adds rows whose fields the kernel speaks of by a star', async () => {
    const { wrapper, value } = draw();
    await wrapper
      .findAll('button')
      .find((one) => one.text() === '增加一项')
      ?.trigger('click');
    await nextTick();
    await wrapper.find('[data-pointer="/form/people/0/name"]').setValue('王某示');
    expect(value.value).toEqual({ people: [{ name: '王某示' }] });
  });
  it('says at the field what is wrong with it', () => {
    const { wrapper } = draw({ errors: { '/form/area': ['须大于 0'] } });
    const input = wrapper.find('[data-pointer="/form/area"]');
    expect(input.attributes('aria-invalid')).toBe('true');
    const described = input.attributes('aria-describedby') ?? '';
    expect(wrapper.find(`[id="${described}"]`).text()).toBe('须大于 0');
  });
  it('says which county it is, and keeps its code', async () => {
    const field: Field = { type: 'string', 'x-oneseal': { ...title('县'), prefill: 'county' } };
    const of = { schema: { properties: { where: field } }, pointer: '/form', fields: undefined };
    const start = { where: '990001' };
    const { wrapper, value } = draw(of, start);
    const text = { 'zh-CN': '示例县', en: 'Example' };
    useCounties().all = [{ code: '990001', title: text, bureau: text }];
    await nextTick();
    const select = wrapper.find('select');
    expect(select.find('option:checked').text()).toBe('示例县');
    await select.setValue('990001');
    expect(value.value).toEqual(start);
    const told = draw({ ...of, readonly: true }, start).wrapper;
    await nextTick();
    expect(told.text()).toContain('990001');
    useCounties().all = [{ code: '990001', title: text, bureau: text }];
    await nextTick();
    expect(told.text()).toContain('示例县');
  });
  it('is text where it is only read', () => {
    const { wrapper } = draw({ readonly: true }, { name: '小吃店', online: false });
    expect(wrapper.find('input').exists()).toBe(false);
    expect(wrapper.text()).toContain('小吃店');
    expect(wrapper.text()).toContain('否');
  });
});
