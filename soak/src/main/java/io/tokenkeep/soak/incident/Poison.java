package io.tokenkeep.soak.incident;

import io.tokenkeep.topic.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Invalid records. A header, which no service reads, lets the soak's own reader skip them. */
public final class Poison {

    /** The header's name. */
    public static final String HEADER = "poison";

    /** Every topic that a service reads. */
    static final List<String> TOPICS = List.of(
            Topics.AUTHORIZATION_CODES.name(),
            Topics.AUTHORIZATION_PROGRESS.name(),
            Topics.AUTHORIZATION_OUTCOMES.name(),
            Topics.TOKENS.name(),
            Topics.REFRESH_COMMANDS.name(),
            Topics.REFRESH_OUTCOMES.name(),
            Topics.REFRESH_WORKER_LINKS.name(),
            Topics.ACCOUNT_COMMANDS.name(),
            Topics.APP_STATUS.name(),
            Topics.DATA_DELETIONS.name());

    private Poison() {}

    static ProducerRecord<byte[], byte[]> marked(ProducerRecord<byte[], byte[]> record) {
        record.headers().add(HEADER, new byte[0]);
        return record;
    }
}
