/**
 * Ways in which a process or thread of Node could reach the network. Each is sent as it stands to where it runs, so it uses nothing but its
 * arguments: the module `electron` of that process and what to reach. It may throw, reject or resolve: what arrives is what counts.
 * @type {{ readonly [name: string]: (electron: typeof import('electron'), target: import('./ways-out.ts').Target) => Promise<unknown> }}
 */
export const waysByNode = {
  fetch: (_, { tcpPort }) => fetch(`http://127.0.0.1:${tcpPort}/`),

  WebSocket: async (_, { tcpPort }) => {
    const socket = new WebSocket(`ws://127.0.0.1:${tcpPort}/`);
    await new Promise((resolve) => {
      socket.onopen = socket.onerror = resolve;
    });
  },

  'a socket': (_, { tcpPort }) =>
    new Promise((resolve, reject) => {
      const socket = process.getBuiltinModule('node:net').connect(tcpPort, '127.0.0.1');
      socket.on('connect', resolve).on('error', reject);
    }),

  http: (_, { tcpPort }) =>
    new Promise((resolve, reject) => {
      const request = process.getBuiltinModule('node:http').get(`http://127.0.0.1:${tcpPort}/`, resolve);
      request.on('error', reject);
    }),

  http2: (_, { tcpPort }) =>
    new Promise((resolve, reject) => {
      const session = process.getBuiltinModule('node:http2').connect(`http://127.0.0.1:${tcpPort}/`);
      session.on('connect', resolve).on('error', reject);
    }),

  tls: (_, { tcpPort }) =>
    new Promise((resolve, reject) => {
      const socket = process.getBuiltinModule('node:tls').connect(tcpPort, '127.0.0.1', { rejectUnauthorized: false });
      socket.on('secureConnect', resolve).on('error', reject);
    }),

  'a datagram': (_, { udpPort }) =>
    new Promise((resolve, reject) => {
      const socket = process.getBuiltinModule('node:dgram').createSocket('udp4');
      socket.send('x', udpPort, '127.0.0.1', (error) => (error ? reject(error) : resolve(undefined)));
    }),

  'a question for a name': async (_, { udpPort }) => {
    const { Resolver } = process.getBuiltinModule('node:dns').promises;
    const resolver = new Resolver({ timeout: 100, tries: 1 });
    resolver.setServers([`127.0.0.1:${udpPort}`]);
    await resolver.resolve4('example.org');
  },

  'a question for a name with a callback': (_, { udpPort }) =>
    new Promise((resolve, reject) => {
      const { Resolver } = process.getBuiltinModule('node:dns');
      const resolver = new Resolver({ timeout: 100, tries: 1 });
      resolver.setServers([`127.0.0.1:${udpPort}`]);
      resolver.resolve('example.org', (error) => (error ? reject(error) : resolve(undefined)));
    }),

  'fetch by Chromium': async ({ net }, { tcpPort }) => net?.fetch(`http://127.0.0.1:${tcpPort}/`),
};
