package io.tokenkeep.callback.page;

/**
 * How a page is shown to one person.
 *
 * @param switchable whether the person can change the language; false where the page's address cannot be loaded again
 */
public record View(Language language, Brand brand, boolean switchable) {

    /** The same view of a page whose address cannot be loaded again. */
    public View notSwitchable() {
        return new View(language, brand, false);
    }
}
