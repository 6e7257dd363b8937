/** Where signals and those that wait for them meet: name and key. A step without a key takes signals without one. */
export const signalSlot = (signal: string, key: string | undefined): string => (key === undefined ? signal : `${signal}\u0000${key}`);
