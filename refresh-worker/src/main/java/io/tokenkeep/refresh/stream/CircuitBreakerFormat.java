package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.account.StateHistory;
import io.tokenkeep.refresh.policy.AppCircuitBreaker;
import io.tokenkeep.refresh.policy.HourlyCounts;
import io.tokenkeep.refresh.state.CircuitBreakerRecord;
import io.tokenkeep.refresh.state.CountRecord;
import io.tokenkeep.refresh.state.RefusedPersonRecord;
import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An app's circuit breaker as bytes in the store, and back. Thread-safe. */
final class CircuitBreakerFormat {

    private final AvroCodec<CircuitBreakerRecord> codec = StateHistory.codec(CircuitBreakerRecord.class);

    byte[] write(AppCircuitBreaker.Memory memory) {
        return codec.encode(CircuitBreakerRecord.newBuilder()
                .setOpenSince(memory.openSince())
                .setTrustedSince(memory.trustedSince())
                .setCalmSince(memory.calmSince())
                .setCalmAnswers(memory.calmAnswers())
                .setCalmRefusals(memory.calmRefusals())
                .setRefused(memory.refused().entrySet().stream()
                        .map(person -> new RefusedPersonRecord(person.getKey(), person.getValue()))
                        .toList())
                .setInARow(memory.inARow())
                .setCounts(memory.counts().stream()
                        .map(count -> new CountRecord(count.part(), count.answers(), count.refusals()))
                        .toList())
                .build());
    }

    /** State that cannot be read is our own mistake, so it throws. */
    AppCircuitBreaker.Memory read(byte[] bytes) {
        try {
            CircuitBreakerRecord from = codec.decode(bytes);
            Map<String, Instant> refused = new LinkedHashMap<>();
            from.getRefused().forEach(person -> refused.put(person.getPerson(), person.getAt()));
            return new AppCircuitBreaker.Memory(
                    from.getOpenSince(),
                    from.getTrustedSince(),
                    from.getCalmSince(),
                    from.getCalmAnswers(),
                    from.getCalmRefusals(),
                    refused,
                    from.getInARow(),
                    from.getCounts().stream()
                            .map(count ->
                                    new HourlyCounts.Count(count.getPart(), count.getAnswers(), count.getRefusals()))
                            .toList());
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("The store holds a circuit breaker that this version cannot read", e);
        }
    }
}
