// The library's styles as two files: what is known when the page is built need not be computed on a phone. Colours
// and sizes stay variables, which the theme sets. The second file is for the few screens that use what is in it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { extractStyle } = require('@ant-design/static-style-extract');
const { ConfigProvider } = require('antd');
const { createElement } = require('react');

const everywhere = [
  'Alert',
  'App',
  'Button',
  'Checkbox',
  'Drawer',
  'Dropdown',
  'Form',
  'Input',
  'Menu',
  'message',
  'Modal',
  'Progress',
  'Select',
  'Skeleton',
  'Space',
  'Tooltip',
];
const somewhere = ['DatePicker', 'Radio', 'Spin', 'Tabs'];

// It renders parts that the library itself calls deprecated.
console.error = () => undefined;
console.warn = () => undefined;

const customTheme = (node) => createElement(ConfigProvider, { theme: { hashed: false } }, node);
mkdirSync('src/styles', { recursive: true });
writeFileSync('src/styles/antd.css', extractStyle({ includes: everywhere, customTheme }));
writeFileSync('src/styles/antd_rest.css', extractStyle({ includes: somewhere, customTheme }));
