package io.tokenkeep.topic;

import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The names that one installation has on its cluster. Its prefix stands before each topic of the catalogue, each consumer
 * group and the application id of Kafka Streams, so that installations with different prefixes share a cluster and nothing
 * else. The catalogue, and all code outside of the Kafka clients, uses names without a prefix. Immutable.
 */
public record TopicNames(String prefix) {

    /** Leaves room for the longest name, which is that of a changelog; Kafka accepts 249 characters. */
    public static final int LONGEST_PREFIX = 64;

    private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]*");

    /** The names of the only installation on its cluster: those of the catalogue. */
    public static final TopicNames WITHOUT_PREFIX = new TopicNames("");

    /** Fails with {@link IllegalArgumentException} if Kafka would refuse the names */
    public TopicNames {
        if (!CHARACTERS.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "write it with letters, digits and . _ - alone, as Kafka wants of topics");
        }
        if (prefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException("write " + LONGEST_PREFIX + " characters at most");
        }
    }

    /** The name on the cluster of a topic of the catalogue, a group or an application id. */
    public String onCluster(String name) {
        return prefix + name;
    }

    /** A topic of the catalogue under its name on the cluster. */
    public <V extends SpecificRecord> Topic<V> onCluster(Topic<V> topic) {
        return new Topic<>(onCluster(topic.name()), topic.codec(), topic.keeping());
    }

    /** A record for a topic of the catalogue, addressed to that topic's name on the cluster. */
    public <K, V> ProducerRecord<K, V> onCluster(ProducerRecord<K, V> record) {
        return prefix.isEmpty()
                ? record
                : new ProducerRecord<>(
                        onCluster(record.topic()),
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers());
    }

    /** The catalogue's name of a topic of this installation; IllegalArgumentException for a topic of another installation. */
    public String inCatalogue(String onCluster) {
        if (!onCluster.startsWith(prefix)) {
            throw new IllegalArgumentException(onCluster + " does not begin with " + prefix);
        }
        return onCluster.substring(prefix.length());
    }
}
