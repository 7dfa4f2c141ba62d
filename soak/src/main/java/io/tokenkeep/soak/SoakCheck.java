package io.tokenkeep.soak;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.GrantedCode;
import io.tokenkeep.simulator.registry.Presentation;
import io.tokenkeep.soak.people.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks every consent and every account by the topics and the simulator's own record. Only reads. */
final class SoakCheck {

    private static final Set<StatusState> ENDED = EnumSet.of(
            StatusState.REAUTHORIZATION_REQUIRED,
            StatusState.DISCONNECTED,
            StatusState.DEAUTHORIZED,
            StatusState.DELETED);

    private final Outside outside;
    private final Simulator simulator;
    private final Opener opener;

    SoakCheck(Outside outside, Simulator simulator, Opener opener) {
        this.outside = outside;
        this.simulator = simulator;
        this.opener = opener;
    }

    /** Consents with a wrong result. An undetermined result is no failure. */
    List<String> consents(Collection<Person> people) {
        List<String> violations = new ArrayList<>();
        for (Person person : people) {
            AuthorizationOutcome outcome =
                    person.authorizationId().flatMap(outside::settled).orElse(null);
            if (person.authorizationId().isEmpty()) {
                violations.add(person + " could not bring the code");
            } else if (outcome == null) {
                violations.add(person + " has no outcome");
            } else if (outcome.getState() == AuthorizationState.FAILED && !isUnavoidable(person, outcome)) {
                violations.add(person + " did not connect: " + outcome.getReason() + ", " + presentations(person));
            }
        }
        return violations;
    }

    private List<Presentation> presentations(Person person) {
        return person.code()
                .flatMap(simulator.codes()::find)
                .map(GrantedCode::presentations)
                .orElse(List.of());
    }

    private static boolean isUnavoidable(Person person, AuthorizationOutcome outcome) {
        return person.mayHaveLostAnswer() && outcome.getReason() == AuthorizationReason.CODE_SPENT;
    }

    /** Accounts with a wrong state on the topics. */
    List<String> accounts(Expectations expectations) {
        List<String> violations = new ArrayList<>();
        for (String account : expectations.all()) {
            String fault = expectations.lives(account) ? faultOfLiving(account) : faultOfDead(account);
            if (fault != null) {
                violations.add(account + " " + fault + "; " + outside.reported(account));
            }
        }
        return violations;
    }

    /** Live accounts without a call since the incidents ended, although a due time must have caused one. */
    List<String> unserved(Expectations expectations, Instant since) {
        return expectations.all().stream()
                .filter(expectations::lives)
                .filter(account ->
                        outside.served(account).filter(since::isBefore).isEmpty())
                .map(account -> account + " was not served since the incidents ended; " + outside.reported(account))
                .toList();
    }

    /** Live accounts whose token the simulator refuses. */
    List<String> tokens(Expectations expectations) {
        return expectations.all().stream()
                .filter(expectations::lives)
                .filter(account -> !works(account))
                .map(account -> account + " has a token that does not work; " + outside.reported(account))
                .toList();
    }

    /** Accounts that no person ended and that were declared dead, even for a while. */
    List<String> declaredDead(Expectations expectations) {
        return outside.events().stream()
                .filter(event -> event.getKind() == EventKind.REAUTHORIZATION_REQUIRED)
                .filter(event ->
                        expectations.lives(event.getAccount()) && !expectations.hasAnEnding(event.getAccount()))
                .map(SoakCheck::reported)
                .toList();
    }

    private static String reported(AccountEvent event) {
        return event.getAccount() + " was declared dead at " + event.getAt() + ": " + event.getFailureClass() + " "
                + event.getErrorCode() + "/" + event.getErrorSubcode();
    }

    private @Nullable String faultOfLiving(String account) {
        Token token = outside.current(account).orElse(null);
        AccountStatus status = outside.status(account).orElse(null);
        if (token == null) {
            return "must live and has no token";
        }
        if (token.getState() != TokenState.LIVE) {
            return "must live and is gone for " + token.getGoneReason();
        }
        if (status == null) {
            return "lives and has no status";
        }
        if (ENDED.contains(status.getState())) {
            return "lives and its status says otherwise";
        }
        return status.getNextActionAt() == null ? "lives, and nothing is due about it" : null;
    }

    private @Nullable String faultOfDead(String account) {
        Token token = outside.current(account).orElse(null);
        AccountStatus status = outside.status(account).orElse(null);
        if (token != null && token.getState() == TokenState.LIVE) {
            return "must be dead and has a live token";
        }
        return status != null && !ENDED.contains(status.getState()) ? "is dead and its status says otherwise" : null;
    }

    private boolean works(String account) {
        String sealed = outside.current(account).map(Token::getSealedToken).orElse(null);
        try {
            return sealed != null && simulator.tokens().alive(opener.open(account, sealed));
        } catch (SealRefusedException e) {
            return false;
        }
    }
}
