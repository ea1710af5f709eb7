// Colours whose contrast was measured: antd's red is too pale for text, its dark blue too dark on dark ground.
import { theme, type ThemeConfig } from 'antd';

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export const light: ThemeConfig = {
  // The styles are files (styles.mjs); only the variables are set here.
  zeroRuntime: true,
  hashed: false,
  algorithm: theme.defaultAlgorithm,
  token: {
    colorPrimary: '#0b57d0',
    // What antd derives for these is too pale to be read while the mouse is there.
    colorPrimaryHover: '#0842a0',
    colorLink: '#0b57d0',
    colorLinkHover: '#0842a0',
    colorError: '#cf1322',
    colorSuccess: '#1a7f37',
    colorWarning: '#9a6700',
    // What antd derives from that green and that brown is mud.
    colorSuccessBg: '#ecfaf0',
    colorSuccessBorder: '#8fcfa3',
    colorWarningBg: '#fff8e1',
    colorWarningBorder: '#e0c36a',
    colorTextDescription: '#57606a',
    colorTextTertiary: '#57606a',
    colorTextPlaceholder: '#66707b',
    // Where a field ends must be seen at 3 : 1 (WCAG 1.4.11).
    colorBorder: '#868f99',
    colorBgLayout: '#f4f6f9',
    borderRadius: 8,
    fontFamily: font,
    fontSize: 15,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
};

export const dark: ThemeConfig = {
  ...light,
  algorithm: theme.darkAlgorithm,
  token: {
    ...light.token,
    colorPrimary: '#8ab4f8',
    colorPrimaryHover: '#aecbfa',
    colorLink: '#8ab4f8',
    colorPrimaryActive: '#7aa5ec',
    colorLinkHover: '#aecbfa',
    colorErrorActive: '#e0756e',
    colorError: '#ff8078',
    colorSuccess: '#56d364',
    colorSuccessBg: '#10261a',
    colorSuccessBorder: '#2f6b40',
    colorWarning: '#e3b341',
    colorWarningBg: '#2b230c',
    colorWarningBorder: '#6b5518',
    colorTextLightSolid: '#0d1117',
    colorBgSpotlight: '#e6edf3',
    colorTextDescription: '#a9b4c0',
    colorTextTertiary: '#a9b4c0',
    colorTextPlaceholder: '#8f9aa6',
    colorBgLayout: '#0d1117',
    colorBgContainer: '#161b22',
    colorBgElevated: '#1c2128',
    colorBorder: '#6e7681',
  },
};
