// The value of a field as a sentence: options by their titles, days with their weekday.
import { useI18n } from 'vue-i18n';
import { day, instant } from '../dates';
import { useWords } from '../words';
import { useCounties } from '../counties';
import { isCounty, widgetOf, type Field } from './schema';

export function useShown(): { shown: (field: Field, value: unknown) => string } {
  const { t, locale } = useI18n();
  const { say, listed } = useWords();
  const counties = useCounties();
  const option = (field: Field, id: unknown): string => {
    if (isCounty(field)) return say(counties.titleOf(String(id)));
    const titles = field['x-oneseal']?.options ?? field.items?.['x-oneseal']?.options;
    return say(titles?.[String(id)]) || String(id);
  };
  const shown = (field: Field, value: unknown): string => {
    if (value === undefined || value === null || value === '') return '';
    switch (widgetOf(field)) {
      case 'yes_no':
        return value ? t('form.yes') : t('form.no');
      case 'choice':
        return option(field, value);
      case 'choices':
        return listed((value as unknown[]).map((one) => option(field, one)));
      case 'day':
        return day(String(value), locale.value);
      case 'instant':
        return instant(String(value), locale.value);
      default:
        return typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  };
  return { shown };
}
