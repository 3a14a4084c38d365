// What pages look up. Templates say of which kind an element is, and the browser tests look whether it is
// there; so a lookup gives any kind of control, and a script asks with `?.` where a template may leave it out.

type Control = Pick<HTMLInputElement, 'value' | 'checked' | 'disabled' | 'readOnly' | 'type' | 'name' | 'files' | 'maxLength' | 'placeholder'> & {
  /** The form of a control. */
  form: HTMLFormElement;
  formAction: string;
  select(): void;
  setSelectionRange(start: number, end: number): void;
};
type Link = Pick<HTMLAnchorElement, 'href' | 'hash' | 'pathname'>;
type Frame = { contentWindow: Window; src: string };
type FormLike = Pick<HTMLFormElement, 'action' | 'method' | 'target' | 'noValidate' | 'reset' | 'submit'> & { elements: Record<string, Found> };

/** An element as it was found, whatever it is. */
type Found = {
  /** Of a template. */
  content: DocumentFragment;
  /** Of details. */
  open: boolean;
  dateTime: string;
  dataset: Record<string, string>;
  children: HTMLCollectionOf<Found>;
  firstElementChild: Found;
  lastElementChild: Found;
  closest(selectors: string): Found;
  querySelector(selectors: string): Found;
  cloneNode(deep?: boolean): Found;
} & HTMLElement &
  Control &
  Link &
  Frame &
  FormLike;

interface ParentNode {
  querySelector(selectors: string): Found;
  querySelectorAll(selectors: string): NodeListOf<Found>;
}

interface Element {
  closest(selectors: string): Found;
}

interface Document {
  getElementById(id: string): Found;
  createElement(name: string): Found;
  getSelection(): Selection;
  addEventListener<K extends keyof DocumentEventMap>(
    type: K,
    listener: (event: DocumentEventMap[K] & { target: Found }) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

interface HTMLElement {
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K] & { target: Found }) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

interface Window {
  /** Comes with charts. */
  Chart: any;
  /** Comes with code that is coloured. */
  hljs: { getLanguage(name: string): unknown; highlight(text: string, how: { language: string; ignoreIllegals: boolean }): { value: string } };
}

interface JSON {
  /** What a storage or an element without a text holds is null. */
  parse(text: string | null): any;
}
