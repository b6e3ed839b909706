// Long work in short stretches, so that a page stays alive.

const STRETCH = 20; // milliseconds

/** Tells when to rest, and whether anybody still waits for what is worked on. */
export class Pace {
    /** @param {AbortSignal|undefined} signal aborted where a newer search has taken the place of this one */
    constructor(signal) {
        this.signal = signal;
        this.since = performance.now();
    }

    /**
     * Let others run, if it is time. Throws the signal's reason where it is aborted.
     * @returns {Promise<void>}
     */
    async rest() {
        this.signal?.throwIfAborted();
        if (performance.now() - this.since >= STRETCH) {
            await new Promise((resolve) => setTimeout(resolve));
            this.since = performance.now();
            this.signal?.throwIfAborted();
        }
    }
}
