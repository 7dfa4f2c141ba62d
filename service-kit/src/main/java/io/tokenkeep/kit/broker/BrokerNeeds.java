package io.tokenkeep.kit.broker;

import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.TopicSettings;
import java.util.List;

/**
 * What one service needs of its connection to Kafka.
 *
 * @param service the name of the service, for logs
 * @param meters the part of the service in the names of its meters and threads, as in {@code callback}
 * @param needs the topics that must exist, by their names in the catalogue
 */
public record BrokerNeeds(
        String service,
        String meters,
        List<String> needs,
        KafkaSettings kafka,
        TopicSettings topics,
        PublishLimits publishing) {

    public BrokerNeeds {
        needs = List.copyOf(needs);
    }
}
