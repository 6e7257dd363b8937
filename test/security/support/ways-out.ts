/** Ways in which a page could reach the network. Each is sent to a page as it stands, so it uses nothing but its argument. */

export type Target = { readonly tcpPort: number; readonly udpPort: number };

/** Settles when the page knows how it went, whichever way; some settle late, or never, where they get through. */
type WayOut = (target: Target) => Promise<unknown>;

/** Ways by TCP. */
export const waysByTcp: { readonly [name: string]: WayOut } = {
  fetch: ({ tcpPort }) => fetch(`http://127.0.0.1:${tcpPort}/`).catch(String),

  'fetch that outlives the page': ({ tcpPort }) =>
    fetch(`http://127.0.0.1:${tcpPort}/`, { method: 'POST', keepalive: true, mode: 'no-cors' }).catch(String),

  XMLHttpRequest: ({ tcpPort }) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.onloadend = resolve;
      request.open('GET', `http://127.0.0.1:${tcpPort}/`);
      request.send();
    }),

  WebSocket: ({ tcpPort }) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${tcpPort}/`);
      socket.onerror = socket.onopen = resolve;
    }),

  EventSource: ({ tcpPort }) =>
    new Promise((resolve) => {
      const source = new EventSource(`http://127.0.0.1:${tcpPort}/`);
      source.onerror = source.onopen = (event) => {
        source.close();
        resolve(event);
      };
    }),

  beacon: async ({ tcpPort }) => navigator.sendBeacon(`http://127.0.0.1:${tcpPort}/`, 'text'),

  image: ({ tcpPort }) =>
    new Promise((resolve) => {
      const image = new Image();
      image.onload = image.onerror = resolve;
      image.src = `http://127.0.0.1:${tcpPort}/image.png`;
    }),

  script: ({ tcpPort }) =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.onload = script.onerror = resolve;
      script.src = `http://127.0.0.1:${tcpPort}/script.js`;
      document.head.append(script);
    }),

  'style sheet': ({ tcpPort }) =>
    new Promise((resolve) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.onload = link.onerror = resolve;
      link.href = `http://127.0.0.1:${tcpPort}/style.css`;
      document.head.append(link);
    }),

  font: ({ tcpPort }) => new FontFace('far', `url(http://127.0.0.1:${tcpPort}/font.woff2)`).load().catch(String),

  video: ({ tcpPort }) =>
    new Promise((resolve) => {
      const video = document.createElement('video');
      video.onerror = video.onloadeddata = resolve;
      video.src = `http://127.0.0.1:${tcpPort}/video.mp4`;
    }),

  'link ahead of need': async ({ tcpPort }) => {
    for (const rel of ['preconnect', 'prefetch', 'preload', 'modulepreload', 'icon', 'manifest']) {
      const link = document.createElement('link');
      link.rel = rel;
      if (rel === 'preload') link.as = 'fetch';
      link.href = `http://127.0.0.1:${tcpPort}/${rel}`;
      document.head.append(link);
    }
  },

  form: async ({ tcpPort }) => {
    const frame = document.createElement('iframe');
    frame.name = 'answer';
    const form = document.createElement('form');
    form.action = `http://127.0.0.1:${tcpPort}/`;
    form.target = 'answer';
    document.body.append(frame, form);
    form.submit();
  },

  iframe: async ({ tcpPort }) => {
    const frame = document.createElement('iframe');
    frame.src = `http://127.0.0.1:${tcpPort}/`;
    document.body.append(frame);
  },

  'object element': async ({ tcpPort }) => {
    const object = document.createElement('object');
    object.data = `http://127.0.0.1:${tcpPort}/`;
    document.body.append(object);
  },

  'relay of WebRTC': ({ tcpPort }) =>
    new Promise((resolve) => {
      const urls = `turn:127.0.0.1:${tcpPort}?transport=tcp`;
      const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }], iceTransportPolicy: 'relay' });
      peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve(peer.close());
      peer.createDataChannel('data');
      peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    }),
};

/** Ways by UDP. */
export const waysByUdp: { readonly [name: string]: WayOut } = {
  'WebRTC asks a server for its address': ({ udpPort }) =>
    new Promise((resolve) => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }] });
      peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve(peer.close());
      peer.createDataChannel('data');
      peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    }),

  'WebRTC calls another party': ({ udpPort }) =>
    new Promise((resolve) => {
      const peer = new RTCPeerConnection();
      const other = new RTCPeerConnection();
      peer.createDataChannel('data');
      const call = async (): Promise<void> => {
        const gathered = new Promise((done) => {
          peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && done(undefined);
        });
        await peer.setLocalDescription(await peer.createOffer());
        await other.setRemoteDescription(peer.localDescription as RTCSessionDescription);
        await other.setLocalDescription(await other.createAnswer());
        await peer.setRemoteDescription(other.localDescription as RTCSessionDescription);
        const candidate = `candidate:1 1 udp 2122260223 127.0.0.1 ${udpPort} typ host`;
        await peer.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 });
        await gathered;
      };
      call().then(resolve, resolve);
    }),

  // There is none outside of a secure context.
  WebTransport: async ({ udpPort }) => isSecureContext && new WebTransport(`https://127.0.0.1:${udpPort}/`).ready.catch(String),
};
