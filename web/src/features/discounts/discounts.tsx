// What a partner pays: its sets of rates, those that hold, those that wait and those that were.
import { PlusOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link_button';
import { Page } from '../../components/page';
import { discountStatuses } from '../../components/pricing/discount_tag';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay } from '../../lib/session';
import { statusIn, useDiscounts } from './calls';
import { DiscountList } from './discount_list';

export function Discounts() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: ['status'], sort: '' });
  const status = statusIn(url);
  const query = useDiscounts(url, status, page_size);
  const asks = useMay('ask_partner_discounts');
  const ask = (
    <LinkButton to="/discounts/new" type="primary" icon={<PlusOutlined aria-hidden />}>
      {t('pricing.ask.act')}
    </LinkButton>
  );
  return (
    <Page title={t('app.places.partner_discounts')} actions={asks && ask}>
      <p className="page-lead">{t('pricing.discounts_lead')}</p>
      <div className="toolbar">
        <Select
          className="filter"
          allowClear
          aria-label={t('pricing.state')}
          placeholder={t('pricing.state')}
          {...(status ? { value: status } : {})}
          options={discountStatuses.map((each) => ({ value: each, label: t(`pricing.states.${each}`) }))}
          onChange={(chosen: string | undefined) => {
            url.filter('status', chosen === undefined ? [] : [chosen]);
          }}
        />
      </div>
      <DiscountList
        label={t('app.places.partner_discounts')}
        under="/discounts"
        query={query}
        url={url}
        firstUse={
          <Empty title={t('pricing.no_discounts')} {...(asks ? { action: ask } : {})}>
            {t('pricing.no_discounts_advice')}
          </Empty>
        }
      />
    </Page>
  );
}
