/** The page's style nonce, which the protocol handler writes into index.html. Style elements made at run time must carry it. */
export const styleNonce = (): string => {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content');
  if (nonce === null || nonce === undefined) throw new Error('index.html has no csp-nonce');
  return nonce;
};
