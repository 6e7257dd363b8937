/** Takes the network away from this process or thread, as one layer of several: no job has a reason to use it. */
import dgram from 'node:dgram';
import net from 'node:net';

const refuseNetwork = (): never => {
  throw new Error('the network is switched off in this process');
};

/**
 * From here on every connection (`net`, `tls`, `http`, `fetch`), every listening socket and every datagram throws. Pipes that are open
 * already, as the one to the parent process, go on.
 */
export const switchNetworkOff = (): void => {
  net.Socket.prototype.connect = refuseNetwork;
  net.Server.prototype.listen = refuseNetwork;
  dgram.Socket.prototype.bind = refuseNetwork;
  dgram.Socket.prototype.connect = refuseNetwork;
  dgram.Socket.prototype.send = refuseNetwork;
};
