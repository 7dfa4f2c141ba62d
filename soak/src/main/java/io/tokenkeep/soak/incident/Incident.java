package io.tokenkeep.soak.incident;

/** The kinds of incident, each of which can be left out. */
public enum Incident {
    /** The broker is killed and started again over its data. */
    BROKER_OUTAGES,
    /** Single calls hang, break off, are late, throttled, or answered with 500, HTML and half of the JSON. */
    FAILING_CALLS,
    /** Every call about some people is answered by a body that never ends, slow or fast. */
    ENDLESS_BODIES,
    /** Lists of Pages are empty, short, without tokens or refused, while the Pages' tokens work. */
    WRONG_LISTS,
    /** The provider blocks one app for a while and says so with codes 5, 10, 190 and 200. */
    BLOCKED_APP,
    /** Codes of another redirect URI and made-up codes come through one link of an app. */
    FOREIGN_CODES_OF_ONE_LINK,
    /** The same through many links of another app. */
    FOREIGN_CODES_OF_MANY_LINKS,
    /** Some people have to log in at the provider first, told by subcode or by words, and come back. */
    CHECKPOINTS,
    /** Records on every topic that a service reads, which nobody can decode. */
    UNDECODABLE_RECORDS,
    /** Records on every topic that a service reads, which decode and make no sense. */
    SENSELESS_RECORDS,
    /** Two people with thousands of Pages, one of whom disconnects. */
    MANY_PAGES,
    /** People change their password, remove the app, lose a role, disconnect or ask for deletion. */
    ENDINGS
}
