package io.tokenkeep.console.bulk;

/** How far a bulk action is. The names are those of the API. */
enum BulkState {
    /** The list of its accounts is not on Kafka as a whole, or not read yet. */
    PREPARING,
    PREPARED,
    /** Nobody started it in time. */
    EXPIRED,
    RUNNING,
    CANCELLED,
    /** Each command was sent, and has its answer or waits for it no more. */
    ENDED
}
