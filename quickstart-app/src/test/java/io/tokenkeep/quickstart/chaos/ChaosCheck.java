package io.tokenkeep.quickstart.chaos;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.quickstart.chaos.People.Person;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Presentation;
import io.tokenkeep.soak.Outside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges everybody from the topics and the simulator's own record, and from when workers were killed: by what came before
 * what, never by how long anything took. Pure reading.
 */
final class ChaosCheck {

    /** A worker was seen to be gone, and was started again. */
    record Kill(Instant at, Instant restarted) {}

    private final Outside outside;
    private final Simulator simulator;
    private final Opener opener;
    private final List<Kill> kills;
    private final Incidents incidents;
    private final List<String> violations = new ArrayList<>();
    private int connected;
    private int reconnects;

    ChaosCheck(Outside outside, Simulator simulator, Opener opener, List<Kill> kills, Incidents incidents) {
        this.outside = outside;
        this.simulator = simulator;
        this.opener = opener;
        this.kills = kills;
        this.incidents = incidents;
    }

    ChaosCheck check(List<Person> people) {
        people.forEach(this::check);
        outside.events().stream()
                .filter(event -> event.getKind() == EventKind.REAUTHORIZATION_REQUIRED)
                .forEach(event -> violations.add(event.getAccount() + " was declared dead"));
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

    private void check(Person person) {
        AuthorizationOutcome outcome = outside.settled(person.authorizationId()).orElse(null);
        if (outcome == null) {
            violations.add(person.name() + " has no outcome");
        } else if (outcome.getState() == AuthorizationState.CONNECTED) {
            connected++;
            judgeToken(person);
            judgeStatus(person);
        } else {
            reconnects++;
            judgeReconnect(person, outcome);
        }
    }

    private void judgeToken(Person person) {
        Token token = outside.current(person.account()).orElse(null);
        Optional<IssuedToken> newest = simulator.tokens().newest(Workers.CLIENT_ID, person.id());
        String secret = token == null ? null : open(person, token);
        if (secret == null) {
            violations.add(person.name() + " is connected and has no live token");
        } else if (!simulator.tokens().alive(secret)) {
            violations.add(person.name() + " has a current token that is dead");
        } else if (newest.isEmpty() || !newest.get().value().equals(secret)) {
            violations.add(person.name() + " has a current token that is not the newest");
        }
    }

    private @Nullable String open(Person person, Token token) {
        String sealed = token.getSealedToken();
        try {
            return token.getState() == TokenState.LIVE && sealed != null ? opener.open(person.account(), sealed) : null;
        } catch (SealRefusedException e) {
            return null;
        }
    }

    private void judgeStatus(Person person) {
        AccountStatus status = outside.status(person.account()).orElse(null);
        if (status == null) {
            violations.add(person.name() + " has no status");
        } else if (status.getState() == StatusState.REAUTHORIZATION_REQUIRED) {
            violations.add(person.name() + " is declared dead, and the simulator would refresh");
        } else if (status.getNextActionAt() == null) {
            violations.add(person.name() + " lives, and nothing is due about it");
        }
    }

    private void judgeReconnect(Person person, AuthorizationOutcome outcome) {
        if (outcome.getReason() != AuthorizationReason.CODE_SPENT) {
            violations.add(person.name() + " failed for " + outcome.getReason());
        }
        if (outside.isCheckpointed(person.authorizationId())) {
            violations.add(person.name() + " must reconnect although the answer was checkpointed");
        }
        List<Presentation> presentations =
                simulator.codes().find(person.code()).orElseThrow().presentations();
        boolean killedWithAnswer = presentations.stream()
                .filter(p -> p.result() == Presentation.Result.ISSUED)
                .anyMatch(issued -> presentations.stream().anyMatch(next -> killedBetween(issued, next)));
        if (!killedWithAnswer && !incidents.mayHaveLostAnswer(person.name())) {
            violations.add(person.name() + " must reconnect, and nothing can be blamed: " + presentations);
        }
    }

    /** Whether a worker was killed after it may have presented a code, and before somebody presented it again. */
    private boolean killedBetween(Presentation issued, Presentation next) {
        return issued.receivedAt().isBefore(next.receivedAt())
                && kills.stream()
                        .anyMatch(kill -> issued.receivedAt().isBefore(kill.restarted())
                                && next.receivedAt().isAfter(kill.at()));
    }
}
