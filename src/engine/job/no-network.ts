/** Takes the network away from this process or thread, as one layer of several: no job has a reason to use it. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const refuseNetwork = (): never => {
  throw new Error('the network is switched off in this process');
};

/** Asking for a name sends packets of its own, past sockets and datagrams. */
const asksForNames = (name: string): boolean => /^(lookup|resolve|reverse)/.test(name);

const switchNamesOff = (): void => {
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    const names = Object.getOwnPropertyNames(owner).filter(asksForNames);
    Object.assign(owner, Object.fromEntries(names.map((name) => [name, refuseNetwork])));
  }
};

/**
 * From here on every connection (`net`, `tls`, `http`, `fetch`), every listening socket, every datagram and every question for a name throws.
 * Pipes that are open already, as the one to the parent process, go on.
 */
export const switchNetworkOff = (): void => {
  net.Socket.prototype.connect = refuseNetwork;
  net.Server.prototype.listen = refuseNetwork;
  dgram.Socket.prototype.bind = refuseNetwork;
  dgram.Socket.prototype.connect = refuseNetwork;
  dgram.Socket.prototype.send = refuseNetwork;
  switchNamesOff();
  // Functions that were imported by name are others until told.
  syncBuiltinESMExports();
};
