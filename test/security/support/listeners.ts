/** Listens on this machine for whatever gets out of a page: connections by TCP, packets by UDP. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Target } from './ways-out.ts';

export type Listeners = {
  /** Where a page may try to get to, on 127.0.0.1. */
  readonly target: Target;
  /** What arrived so far. */
  readonly arrived: () => { readonly connections: number; readonly packets: number };
  close(): Promise<void>;
};

export const openListeners = async (): Promise<Listeners> => {
  let connections = 0;
  let packets = 0;
  // Answers everybody, so that nothing stays away for politeness.
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' }).end('<title>reached</title>');
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  const socket = createSocket('udp4', () => {
    packets += 1;
  });
  socket.bind(0, '0.0.0.0');
  await Promise.all([once(server, 'listening'), once(socket, 'listening')]);
  return {
    target: { tcpPort: (server.address() as AddressInfo).port, udpPort: socket.address().port },
    arrived: () => ({ connections, packets }),
    close: async () => {
      socket.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
