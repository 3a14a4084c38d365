import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'error',
      curly: 'error',
      eqeqeq: 'error',
      'no-await-in-loop': 'off',
      'no-constructor-return': 'error',
      'no-duplicate-imports': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-promise-executor-return': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unreachable-loop': 'error',
      'no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
      'require-atomic-updates': 'error',
    },
  },
  { files: ['assets/js/**'], languageOptions: { globals: globals.browser } },
  { files: ['assets/js/theme.js'], languageOptions: { sourceType: 'script' } },
  { files: ['assets/js/seat-worker.js'], languageOptions: { sourceType: 'script', globals: globals.serviceworker } },
  { files: ['tests/**'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
