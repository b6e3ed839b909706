/** Data of the site by name. It comes as classic scripts, since a page on `file://` can load nothing else. */
export class Registry {
    #document;
    #values = new Map();
    #waiting = new Map();

    /** @param {Document} document the page that scripts are added to */
    constructor(document) {
        this.#document = document;
    }

    /**
     * Called by a data script.
     * @param {string} name the name of the data
     * @param {string} text the data as JSON
     */
    provide(name, text) {
        this.#values.set(name, JSON.parse(text));
    }

    /**
     * Called by a data script whose data is one long text, which is not parsed here.
     * @param {string} name the name of the data
     * @param {string} text
     */
    provideText(name, text) {
        this.#values.set(name, text);
    }

    /**
     * Data that is there already, or undefined.
     * @param {string} name
     * @returns {any}
     */
    get(name) {
        return this.#values.get(name);
    }

    /**
     * Data, loaded where need be. Fails where there is no such file.
     * @param {string} name
     * @returns {Promise<any>}
     */
    load(name) {
        if (this.#values.has(name)) {
            return Promise.resolve(this.#values.get(name));
        }
        let promise = this.#waiting.get(name);
        if (!promise) {
            promise = this.#add(name).finally(() => this.#waiting.delete(name));
            this.#waiting.set(name, promise);
        }
        return promise;
    }

    #add(name) {
        return new Promise((resolve, reject) => {
            const script = this.#document.createElement("script");
            script.src = `${this.#document.documentElement.dataset.base}data/${name}.js`;
            script.addEventListener("load", () => {
                script.remove();
                if (this.#values.has(name)) {
                    resolve(this.#values.get(name));
                } else {
                    reject(unusable(`data/${name}.js`, "has no data"));
                }
            });
            script.addEventListener("error", () => {
                script.remove();
                reject(unusable(`data/${name}.js`, "cannot be loaded"));
            });
            this.#document.head.append(script);
        });
    }
}

/** An error about a file of the site, which pages tell in their language. */
function unusable(file, fault) {
    return Object.assign(new Error(`${file} ${fault}`), { file });
}
