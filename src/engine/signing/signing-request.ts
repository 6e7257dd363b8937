/** What the job that works on the PDF of a report is asked. Secrets in it live as long as the message. */

/** How the key of a signer is got at, once: read from its key file, or asked of a token. */
export type SignerAccess =
  | { readonly kind: 'key-file'; readonly signerFile: string; readonly passphrase: string }
  | { readonly kind: 'token'; readonly signerFile: string; readonly pin: string }
  | { readonly kind: 'detached'; readonly signerFile: string };

export type SigningRequest =
  /** Finishes a printed PDF: fixed dates and identifiers, the bundle attached, a signature, or a place for one. Without a signer it stays unsigned. */
  | {
      readonly step: 'finish';
      readonly printedPath: string;
      readonly bundlePath: string;
      readonly outPath: string;
      readonly title: string;
      /** ISO 8601 UTC: `/M` of the signature, and the dates of the document. */
      readonly at: string;
      readonly signer?: SignerAccess;
    }
  /** Puts a signature that was made elsewhere into a prepared PDF. */
  | { readonly step: 'complete'; readonly preparedPath: string; readonly signaturePath: string; readonly outPath: string }
  /** Writes the RFC 3161 request over the signature of a signed PDF. */
  | { readonly step: 'timestamp-request'; readonly path: string; readonly outPath: string }
  /** Puts the token of an RFC 3161 response into a signed PDF: PAdES B-T. */
  | { readonly step: 'timestamp'; readonly path: string; readonly responsePath: string; readonly outPath: string };

/** `digest`: of a signature that is made elsewhere, the SHA-256 to be signed, lower-case hex. */
export type SigningOutcome = { readonly sha256: string; readonly bytes: number; readonly digest?: string };
