package io.tokenkeep.quickstart.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.topic.Topics;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** People who consent at the provider, one after the other, and callback-service, which writes down their codes. */
final class Consents {

    private final Simulator provider;
    private final InstantSource clock;
    private final Sealer sealer = new Sealer(Surroundings.codesKeys(), Purpose.AUTHORIZATION_CODE);
    private final String family;
    private int people;

    /** {@code seed}: who they are, which is what the times of their refreshes come from. */
    Consents(Simulator provider, InstantSource clock, long seed) {
        this.provider = provider;
        this.clock = clock;
        this.family = "person-" + Long.toUnsignedString(seed, 36) + '-';
    }

    /** Somebody new, who is about to consent. */
    String next() {
        return family + people++;
    }

    int people() {
        return people;
    }

    ProducerRecord<byte[], byte[]> code(String username) {
        String code =
                provider.grant(Surroundings.CLIENT_ID, Surroundings.REDIRECT_URI, username, Set.of("threads_basic"));
        String id = AuthorizationId.of(username.getBytes(UTF_8), code);
        return Topics.AUTHORIZATION_CODES.record(
                id,
                AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(Surroundings.APP)
                        .setSealedCode(sealer.seal(id, code))
                        .setRedirectUri(Surroundings.REDIRECT_URI)
                        .setReceivedAt(clock.instant())
                        .build());
    }
}
