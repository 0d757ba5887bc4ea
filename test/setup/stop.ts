/** Stops the engines of the run. */

export default async function stop(): Promise<void> {
  await globalThis.stopTestEngines?.();
}
