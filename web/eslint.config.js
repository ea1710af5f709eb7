import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['dist', 'src/lib/contract.ts'] },
  ...typescript.configs.strict,
  { plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Features never import each other; what they share lies in components/ and lib/.
      'no-restricted-imports': ['error', { patterns: [{ group: ['**/features/*/**'], message: 'A feature imports no other feature.' }] }],
    },
  },
  { files: ['src/app/**'], rules: { 'no-restricted-imports': 'off' } },
);
