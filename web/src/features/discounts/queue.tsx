// The provider's side: sets of all partners, first those that wait for an answer.
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApprovalPlaces } from '../../components/approval_places';
import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { PartnerFilter } from '../../components/partner_filter';
import type { PartnerDiscountStatus } from '../../components/pricing/calls';
import { discountStatuses } from '../../components/pricing/discount_tag';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { statusIn, useDiscounts } from './calls';
import { DiscountList } from './discount_list';

const all = 'all';

export function Queue() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: ['status', 'partner_id'], sort: '' });
  // What waits, unless the address asks for something else.
  const status = url.filters.status?.[0] === all ? undefined : (statusIn(url) ?? 'pending');
  const query = useDiscounts(url, status, page_size);
  const filtered = (url.filters.partner_id ?? []).length > 0;
  return (
    <Page title={t('app.places.approvals')}>
      <ApprovalPlaces />
      <div className="toolbar">
        <Select<PartnerDiscountStatus | typeof all>
          className="filter"
          aria-label={t('pricing.state')}
          value={status ?? all}
          options={[
            ...discountStatuses.map((each) => ({ value: each, label: t(`pricing.states.${each}`) })),
            { value: all, label: t('pricing.all_states') },
          ]}
          onChange={(chosen) => {
            url.filter('status', chosen === 'pending' ? [] : [chosen]);
          }}
        />
        <PartnerFilter
          chosen={url.filters.partner_id?.[0]}
          onChoose={(chosen) => {
            url.filter('partner_id', chosen === undefined ? [] : [chosen]);
          }}
        />
      </div>
      <DiscountList
        label={t('pricing.queue')}
        under="/approvals/discounts"
        query={query}
        url={{ ...url, filtered }}
        firstUse={
          <Empty title={status === 'pending' ? t('pricing.none_waits') : t('pricing.no_such_discounts')}>
            {status === 'pending' ? t('pricing.none_waits_advice') : t('pricing.no_such_discounts_advice')}
          </Empty>
        }
      />
    </Page>
  );
}
