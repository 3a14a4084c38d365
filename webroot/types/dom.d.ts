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
type Found = HTMLElement &
  Control &
  Link &
  Frame &
  FormLike & {
    /** Of a template. */
    content: DocumentFragment;
    /** Of details. */
    open: boolean;
    dateTime: string;
    closest(selectors: string): Found;
    querySelector(selectors: string): Found;
  };

interface ParentNode {
  querySelector(selectors: string): Found;
  querySelectorAll(selectors: string): NodeListOf<Found>;
}

interface Document {
  getElementById(id: string): Found;
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
