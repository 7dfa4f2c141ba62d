package io.tokenkeep.callback.page;

/** The kinds of data about a person, as the page of a deletion lists them. */
public enum DataKind {
    CODES("data.codes"),
    UNCONFIRMED("data.unconfirmed"),
    RESULTS("data.results"),
    REQUESTS("data.requests"),
    TOKENS("data.tokens"),
    RENEWALS("data.renewals"),
    STATUS("data.status"),
    RELATIONS("data.relations"),
    HISTORY("data.history"),
    LINKS("data.links"),
    OTHER_LINKS("data.other-links"),
    UNREADABLE("data.unreadable"),
    INTERNAL("data.internal");

    private final String key;

    DataKind(String key) {
        this.key = key;
    }

    Html text() {
        return Texts.text(key);
    }
}
