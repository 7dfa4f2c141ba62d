package io.tokenkeep.exchange.kill;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.kill.Consents.Consent;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges every consent from what outsiders can see: the topics and the simulator's own record. It goes by what came before
 * what, never by how long anything took. Shares no code with the worker beyond the wire contract.
 */
final class KillCheck {

    /**
     * A time in which a worker stood still, between two others: what it had presented before may be presented by another
     * worker, and by itself once more when it goes on.
     */
    record Freeze(Instant began, Instant ended) {}

    private final Simulator simulator;
    private final TopicHistory history;
    private final List<Freeze> freezes;
    private final Opener tokens;
    private final List<String> violations = new ArrayList<>();
    private final List<Duration> windows = new ArrayList<>();
    private int connected;
    private int reconnects;
    private int presentedTwice;
    private int checkpointedTooLate;
    private int slipped;

    KillCheck(Simulator simulator, TopicHistory history, List<Freeze> freezes, Opener tokens) {
        this.simulator = simulator;
        this.history = history;
        this.freezes = freezes;
        this.tokens = tokens;
    }

    KillCheck check(List<Consent> consents) {
        consents.forEach(this::check);
        return this;
    }

    /** Everything that must not be; empty when all is well. */
    List<String> violations() {
        return violations;
    }

    int connected() {
        return connected;
    }

    int reconnects() {
        return reconnects;
    }

    /** Codes presented more than once, each time without a checkpoint. */
    int presentedTwice() {
        return presentedTwice;
    }

    /** Answers written down after the code was presented again: only by whoever stood still, never after a kill. */
    int checkpointedTooLate() {
        return checkpointedTooLate;
    }

    /**
     * Codes presented once more by a worker that went on, though another had presented them meanwhile: it had looked whether
     * they were its own, and stood still before it had sent them. Nobody can look and send at once, and the provider may
     * have taken back what it gave.
     */
    int slipped() {
        return slipped;
    }

    /** Whether this consent was being worked on at that time: presented, and not yet finished. */
    boolean inFlight(Consent consent, Instant at) {
        boolean presented =
                presentations(consent).stream().anyMatch(p -> !p.receivedAt().isAfter(at));
        return presented
                && history.finished(consent.authorizationId()).map(at::isBefore).orElse(true);
    }

    /** The time from a provider's answer to its checkpoint, at this quantile: while it lasts, a kill costs a code. */
    Duration window(double quantile) {
        List<Duration> sorted = windows.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) ((sorted.size() - 1) * quantile));
    }

    private void measure(Consent consent, Presentation presentation) {
        Instant answered = presentation.answeredAt();
        if (answered != null && presentation.result() == Presentation.Result.ISSUED) {
            history.checkpointed(consent.authorizationId())
                    .ifPresent(at -> windows.add(Duration.between(answered, at)));
        }
    }

    private void check(Consent consent) {
        List<Presentation> presentations = presentations(consent);
        if (presentations.size() > 1) {
            presentedTwice++;
        }
        presentations.forEach(presentation -> measure(consent, presentation));
        boolean checked = !isSlipped(consent, presentations);
        slipped += checked ? 0 : 1;
        if (checked) {
            judgeCheckpoint(consent, presentations);
        }
        AuthorizationOutcome outcome = history.ended(consent.authorizationId()).orElse(null);
        if (outcome == null) {
            violations.add(consent.authorizationId() + " has no outcome");
        } else if (outcome.getState() == AuthorizationState.CONNECTED) {
            connected++;
            if (checked && !currentTokenIsAlive(consent)) {
                violations.add(consent.authorizationId() + " is connected, but its current token is dead");
            }
        } else {
            reconnects++;
            if (checked) {
                judgeReconnect(consent, outcome, presentations);
            }
        }
    }

    private void judgeCheckpoint(Consent consent, List<Presentation> presentations) {
        history.checkpointed(consent.authorizationId())
                .filter(at ->
                        presentations.stream().anyMatch(p -> p.receivedAt().isAfter(at)))
                .ifPresent(at -> violations.add(consent.authorizationId() + " presented although checkpointed"));
    }

    /** Presented after a freeze ended, when another worker had presented it during the freeze or checkpointed its answer. */
    private boolean isSlipped(Consent consent, List<Presentation> presentations) {
        Optional<Instant> checkpointed = history.checkpointed(consent.authorizationId());
        return freezes.stream().anyMatch(freeze -> presentations.stream()
                .map(Presentation::receivedAt)
                .filter(at -> !at.isBefore(freeze.ended()))
                .anyMatch(at -> checkpointed.filter(at::isAfter).isPresent()
                        || presentations.stream()
                                .map(Presentation::receivedAt)
                                .anyMatch(other -> other.isAfter(freeze.began()) && other.isBefore(freeze.ended()))));
    }

    private void judgeReconnect(Consent consent, AuthorizationOutcome outcome, List<Presentation> presentations) {
        boolean tooLate = isCheckpointedTooLate(consent, presentations);
        checkpointedTooLate += tooLate ? 1 : 0;
        boolean expected = outcome.getReason() == AuthorizationReason.CODE_SPENT
                || (tooLate && outcome.getReason() == AuthorizationReason.REAUTHORIZATION_REQUIRED);
        if (!expected) {
            violations.add(consent.authorizationId() + " failed for " + outcome.getReason());
        }
        if (history.checkpointed(consent.authorizationId()).isPresent() && !tooLate) {
            violations.add(consent.authorizationId() + " must reconnect although its answer was checkpointed");
        }
        boolean unavoidable = presentations.stream()
                .filter(p -> p.result() == Presentation.Result.ISSUED)
                .anyMatch(issued ->
                        presentations.stream().anyMatch(next -> isByAnother(issued, next, history.starts(), freezes)));
        if (!unavoidable) {
            violations.add(consent.authorizationId() + " must reconnect without a kill to blame: " + presentations);
        }
    }

    /** Whoever stood still writes its answer down after another has presented the code, and the provider has revoked it. */
    private boolean isCheckpointedTooLate(Consent consent, List<Presentation> presentations) {
        return history.checkpointed(consent.authorizationId()).stream().anyMatch(at -> presentations.stream()
                .anyMatch(p ->
                        p.result() == Presentation.Result.USED && p.receivedAt().isBefore(at)));
    }

    /**
     * Whether the answer to one presentation was lost to a worker's end or standstill: the code was presented once more,
     * and only after another worker had started, or after the worker that had presented it stood still.
     */
    static boolean isByAnother(Presentation issued, Presentation next, List<Instant> starts, List<Freeze> freezes) {
        Instant first = issued.receivedAt();
        Instant second = next.receivedAt();
        boolean started = starts.stream().anyMatch(start -> first.isBefore(start) && !second.isBefore(start));
        boolean stoodStill =
                freezes.stream().anyMatch(freeze -> first.isBefore(freeze.ended()) && second.isAfter(freeze.began()));
        return first.isBefore(second) && (started || stoodStill);
    }

    private boolean currentTokenIsAlive(Consent consent) {
        Token token = history.current(consent.account()).orElse(null);
        if (token == null || token.getSealedToken() == null) {
            return false;
        }
        try {
            return simulator.tokens().alive(tokens.open(consent.account(), token.getSealedToken()));
        } catch (SealRefusedException e) {
            return false;
        }
    }

    private List<Presentation> presentations(Consent consent) {
        return simulator.codes().find(consent.code()).orElseThrow().presentations();
    }
}
