/** The user's locale, as the system gives it. */
export const locale = (): string => (typeof navigator === 'undefined' ? 'en' : navigator.language);
