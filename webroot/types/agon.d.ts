// What the server puts into data blocks and answers, and what the scripts of the annotation page pass on.

/** A text as it is shown and as it was imported. */
interface ShownText {
  text: string;
  html: string;
  language: string;
  dir: 'ltr' | 'rtl' | 'auto';
}

interface ShownResponse extends ShownText {
  position: number;
  letter: string;
  side: string;
  explanation?: ShownText;
}

/** What a condition of the study changes about the page. */
interface Appearance {
  layout?: 'side' | 'stacked';
  prompt?: 'whole' | 'folded';
  note?: 'offered' | 'hidden' | 'open';
  html?: string;
}

/** Answers by the id of their question; each has the form of its type. */
type Answers = Record<string, any>;

/** A pair that is held. */
interface Assignment {
  token: string;
  revision: number;
  deadline: string;
  prompt: ShownText;
  responses: ShownResponse[];
  look?: Appearance;
  /** What was answered before it was taken back. */
  answers?: Answers;
  note?: string;
  draft?: ServerDraft;
}

/** What was begun, as the server keeps it. */
interface ServerDraft {
  answers?: Answers;
  note?: string;
  writes: number;
  shown_ms_ago: number;
  active_ms: number;
}

/** What was begun, as this browser keeps it; dirty when the server does not know it. */
interface Draft {
  answers?: Answers | null;
  note?: string;
  shownAt?: number;
  activeMs?: number;
  writes?: number;
  dirty?: boolean;
}

/** What there is to do. */
interface Work {
  state: 'assigned' | 'none_right_now' | 'finished' | 'not_eligible' | 'paused' | 'unknown';
  assignments: Assignment[];
  /** The number of the vote that this answers. */
  number?: number;
}

/** A block of a form: what all have, and what its type has beside. */
interface Block {
  id: string;
  type: string;
  required?: boolean;
  [setting: string]: any;
}

/** The data block of the annotation page. */
interface SeatData {
  path: string;
  worker: string;
  pseudonym: string;
  keys: Record<string, string> | null;
  leaseSeconds: number;
  undoSeconds: number | null;
  now: string;
  done: number;
  goal: number;
  form: { asks: 'one' | 'several' | 'questions'; own: boolean; blocks: Block[] };
  work: Work;
}

/** An answer to a place on its way. */
interface Item {
  key: string;
  kind: 'vote' | 'undo' | 'skip';
  token: string;
  url: string;
  body: Record<string, unknown>;
  shownAt?: number;
  /** Whether it was on the wire: it may have arrived. */
  tried?: boolean;
}

interface FieldError {
  field: string;
  message: string;
}

/** A refusal, as problem+json. */
interface Problem {
  code?: string;
  detail?: string;
  errors?: FieldError[];
  next?: Work;
}

/** What is told of the answers on their way. */
interface Replies {
  receipt(item: Item, work: Work): void;
  refused(item: Item, status: number, problem: Problem): void;
  signedOut(): void;
  /** Somebody else has signed in in this browser. */
  replaced(): void;
}

/** What is held now, for a page that comes back without a connection. */
interface Held {
  pseudonym: string;
  assignments: Assignment[];
  done: number;
}

type Say = (key: string, ...values: unknown[]) => string;

/** What a change was: arrows only look around. */
interface Change {
  byArrow?: boolean;
}

/** The answer to what lies before one; several kinds are in annotate/ballots.js and annotate/questions.js. */
interface Ballot {
  show(assignment: Assignment | null, answers: Answers | null): void;
  value(): Answers | null;
  complete(): boolean;
  /** What is sent of it. */
  body(): Record<string, unknown>;
  /** The message once it is sent. */
  said(): string;
  /** Goes to what is missing and says so. */
  openQuestion(): string;
  next(): void;
  key(event: KeyboardEvent & { target: Found }): boolean;
  /** Fetches what an assignment needs. */
  prepare?(assignment: Assignment): Promise<void>;
  ready?(assignment: Assignment): boolean;
  /** Shows what the server found wrong; false if it is not about these questions. */
  wrong?(errors: FieldError[]): boolean;
}

/** What a question is mounted with: docs/questions.md. */
interface MountContext {
  block: Block;
  shown: { prompt: ShownText; responses: (ShownResponse & { card: Found })[] };
  say: Say;
  announce: (text: string) => void;
  changed: () => void;
}

interface Mounted {
  value(): any;
  set(value: any): void;
  complete(): boolean;
  focus(): void;
  key?(event: KeyboardEvent & { target: Found }, digit: number | null): boolean | 'stay';
  untouched?(): boolean;
  missing?(): string;
  problems?(problems: { part: string; message: string }[]): void;
  unmount?(): void;
}

type Mount = (root: Found, context: MountContext) => Mounted;

/** A line that says what has happened. */
interface Action {
  label: string;
  /** The action whose key it shows. */
  cap?: string;
  run(): void;
}

/** A part of a text, in UTF-16 units. */
interface Passage {
  start: number;
  end: number;
}

interface Edit extends Passage {
  replacement: string;
}

/** What must survive a reload. */
interface Shelved {
  outbox: Item[];
  drafts: Record<string, Draft | undefined>;
}

/** What is told of the pairs that are held. */
interface QueueReplies extends Pick<Replies, 'signedOut' | 'replaced'> {
  /** Other pairs are here. */
  prepare(): void;
  /** Another pair is the first one. */
  show(): void;
  /** The server could not be reached. */
  away(): void;
}

/** The last answer, with the draft that it was made of. */
interface LastAnswer {
  assignment: Assignment;
  key: string;
  draft: Draft | undefined;
}

/** The annotation page as its parts see it. */
interface Seat {
  readonly data: SeatData;
  readonly shown: Assignment | null;
  readonly ballot: Ballot;
  readonly band: import('../assets/js/annotate/band.js').Band;
  readonly outbox: import('../assets/js/annotate/outbox.js').Outbox;
  readonly queue: import('../assets/js/annotate/queue.js').Queue;
  readonly shelf: import('../assets/js/annotate/shelf.js').Shelf;
  readonly undoing: import('../assets/js/annotate/undo.js').Undo;
  /** What the server found wrong, by the pair. */
  readonly wrong: Map<string, FieldError[]>;
  /** Counts an answer more or less. */
  count(step: number): void;
  keepDraft(): void;
  reloadSoon(): void;
  /** Shows the first pair; false for the one that came with the page. */
  show(instead: boolean): void;
  skip(reason: FormDataEntryValue | null): void;
  submit(): void;
  undo(): void;
}

/** What a key is known by. */
type KeyName = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

type KeyPress = KeyboardEvent & { target: Found };

/** A question of a form on the page. */
interface Asked {
  block: Block;
  root: Found;
  mounted: Mounted;
}

/** A passage of a response, marked with a type. */
interface Span extends Passage {
  response: number;
  type: string;
  note?: string;
}

/** A sentence of a response, counted from 1. */
interface Sentence extends Passage {
  response: number;
  sentence: number;
}

/** One that was chosen, and why. */
interface ChosenSentence extends Sentence {
  reasons: string[];
}

/** A passage that is marked, with its colour. */
interface Mark extends Passage {
  color: number;
}

/** A line of a chart with its interval; null where nothing is known. */
interface Series {
  name: string;
  values: number[];
  low: number[];
  high: number[];
}

interface LineFigures {
  /** After how many votes. */
  votes: number[];
  series: Series[];
}

/** One row a generator. */
interface ForestFigures {
  names: string[];
  /** Values and ends of intervals are null where they are not known. */
  values: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** Where a line is drawn to compare with: at zero unless it says otherwise; null for none. */
  line?: number | null;
}

/** Which series are shown, each in its slot. */
interface Picks {
  slots: Map<string, number>;
  toggle(name: string): void;
}
