// Whose page this is. Somebody else may sign in in the same browser while it is open: what it sends
// names its annotator, and the server takes nothing of one annotator's in the name of another.

const NAME = 'Agon-Annotator';

/** @type {Record<string, string>} */
let owner = {};

/**
 * Sets the annotator of all that is posted from now on.
 *
 * @param {string} pseudonym empty for a preview
 */
export const belongTo = (pseudonym) => {
  owner = pseudonym ? { [NAME]: encodeURIComponent(pseudonym) } : {};
};

/** What a request says of itself. */
export const ownHeaders = () => ({ ...owner });

/**
 * Posts JSON, or nothing at all, in the annotator's name.
 *
 * @param {string} url
 * @param {string | object} [body]
 * @param {RequestInit} [more]
 */
export const post = (url, body, { headers, ...rest } = {}) =>
  fetch(url, {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...owner,
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...rest,
  });

/**
 * Whether an answer says that somebody else is signed in by now.
 *
 * @param {number} status
 * @param {Problem | null} answer
 */
export const isOthers = (status, answer) => status === 409 && answer?.code === 'other-annotator';
