import { useTranslation } from 'react-i18next';
import { deviceOf } from './device';

/** "Chrome 131 · Windows", or what an unknown program called itself. */
export function DeviceName({ userAgent }: { userAgent: string }) {
  const { t } = useTranslation();
  const device = deviceOf(userAgent);
  if (device) {
    return (
      <span title={userAgent}>
        {device.browser} · {device.system}
      </span>
    );
  }
  return <span className="address">{userAgent || t('profile.unknown_device')}</span>;
}
