package io.tokenkeep.exchange;

import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The provider's answer to a code as another worker would have checkpointed it. */
final class Answered {

    private Answered() {}

    static ProducerRecord<byte[], byte[]> checkpoint(Grant grant, IssuedToken answer) {
        Instant now = Instant.now();
        String json = "{\"access_token\":\"%s\",\"account_id\":\"%s\",\"ends_at\":%d}"
                .formatted(
                        answer.value(),
                        answer.person().idText(),
                        now.plus(Duration.ofHours(1)).toEpochMilli());
        return checkpoint(grant, json, now);
    }

    static ProducerRecord<byte[], byte[]> checkpoint(Grant grant, String answer, Instant now) {
        Sealer sealer = new Sealer(KeySet.parse(TestSettings.TOKENS_KEYS), Purpose.PROVIDER_ANSWER);
        return Topics.AUTHORIZATION_PROGRESS.record(
                grant.id(),
                AuthorizationProgress.newBuilder()
                        .setAuthorizationId(grant.id())
                        .setApp(grant.app())
                        .setSealedAnswer(sealer.seal(grant.id(), answer))
                        .setAnsweredAt(now)
                        .setOrderedAt(now)
                        .build());
    }
}
