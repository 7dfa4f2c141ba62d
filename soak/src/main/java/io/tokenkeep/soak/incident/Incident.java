package io.tokenkeep.soak.incident;

/** The kinds of incident, each of which can be left out. */
public enum Incident {
    /** The broker is killed and started again over its data. */
    BROKER_OUTAGES,
    /** Single calls hang, break off, are late, rate limited, or answered with 500, HTML or half of the JSON. */
    FAILING_CALLS,
    /** Every call about certain people is answered by a body that never ends, slow or fast. */
    ENDLESS_BODIES,
    /** Lists of Pages are empty, short, without tokens or refused, while the Pages' tokens work. */
    WRONG_LISTS,
    /** The provider blocks one app for a while and answers with codes 5, 10, 190 and 200. */
    BLOCKED_APP,
    /** Codes of another redirect URI and made-up codes come through one link of an app. */
    FOREIGN_CODES_OF_ONE_LINK,
    /** The same through many links of another app. */
    FOREIGN_CODES_OF_MANY_LINKS,
    /** Some people have to log in at the provider, reported by subcode or by message text, and do so. */
    CHECKPOINTS,
    /** Records that cannot be decoded, on every topic that a service reads. */
    UNDECODABLE_RECORDS,
    /** Records that decode and make no sense, on every topic that a service reads. */
    SENSELESS_RECORDS,
    /** Two people with thousands of Pages, one of whom disconnects. */
    MANY_PAGES,
    /** People change their password, remove the app, lose a role, disconnect or ask for deletion. */
    ENDINGS
}
