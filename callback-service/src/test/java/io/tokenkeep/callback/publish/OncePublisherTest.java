package io.tokenkeep.callback.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OncePublisherTest {

    private final List<Promise<Void>> sent = new ArrayList<>();
    private final OncePublisher publisher = new OncePublisher(this::send, 2);

    @Test
    void failedCodeIsPublishedWhenItComesAgain() {
        Future<Void> first = publisher.publish(code("a"));
        sent.get(0).fail(new NotPublishedException(NotPublishedException.Reason.SILENT));

        Future<Void> second = publisher.publish(code("a"));

        assertThat(first.failed()).isTrue();
        assertThat(sent).hasSize(2);
        assertThat(second.isComplete()).isFalse();
    }

    @Test
    void codeOnItsWayIsWaitedForAndNotSentTwice() {
        Future<Void> first = publisher.publish(code("a"));
        Future<Void> second = publisher.publish(code("a"));

        sent.get(0).complete();

        assertThat(sent).hasSize(1);
        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void publishedCodeIsRememberedWithinTheBound() {
        for (String id : List.of("a", "b", "c")) {
            publisher.publish(code(id));
            sent.get(sent.size() - 1).complete();
        }

        assertThat(publisher.publish(code("c")).succeeded()).isTrue();
        assertThat(publisher.publish(code("b")).succeeded()).isTrue();
        assertThat(sent).hasSize(3);
        assertThat(publisher.publish(code("a")).isComplete()).isFalse();
        assertThat(sent).hasSize(4);
    }

    private Future<Void> send(AuthorizationCode code) {
        Promise<Void> promise = Promise.promise();
        sent.add(promise);
        return promise.future();
    }

    private static AuthorizationCode code(String id) {
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(id)
                .setApp("threads-main")
                .setSealedCode("sealed")
                .setRedirectUri("http://localhost/cb")
                .setReceivedAt(Instant.EPOCH)
                .build();
    }
}
