/** JSON as it stands in documents and in the store. Numbers in it are never amounts: amounts are strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type JsonObject = { readonly [name: string]: Json };
