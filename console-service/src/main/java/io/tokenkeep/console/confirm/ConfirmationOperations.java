package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.api.TimedPlace;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The operations of the API on consents that wait for a confirmation. The first decision on the topic counts, at whichever instance it was made. */
public final class ConfirmationOperations {

    private static final int ID_BYTES = 12;

    private final Parts parts;

    /**
     * What it reads and writes.
     *
     * @param deletedSince whether the data of the account with this key was deleted at that time or later
     * @param deletionsRead whether all deletions were read
     */
    public record Parts(
            HeldConsents held,
            ConsentDecisions decisions,
            DecisionWriter writer,
            BiPredicate<String, Instant> deletedSince,
            BooleanSupplier deletionsRead,
            InstantSource clock,
            RandomGenerator random) {}

    public ConfirmationOperations(Parts parts) {
        this.parts = parts;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("listConfirmations", this::list, "showConfirmation", this::show, "decideConsent", this::decide);
    }

    private Future<ApiResponse> list(ApiRequest request) {
        checkRead();
        Optional<TimedPlace> after = request.query("after").map(text -> TimedPlace.parse(text)
                .orElseThrow(() -> Problem.invalid("after: send the next of the page before, or leave it out.")
                        .exception()));
        String client = request.query("client").orElse(null);
        String link = request.query("link").orElse(null);
        return Future.succeededFuture(Pages.of(
                request,
                most -> parts.held()
                        .page(
                                after.orElse(null),
                                consent -> sees(request, consent)
                                        && (client == null || client.equals(consent.client()))
                                        && (link == null || link.equals(consent.link())),
                                most),
                consent -> consent.place().toString(),
                this::json));
    }

    private Future<ApiResponse> show(ApiRequest request) {
        return Future.succeededFuture(ApiResponse.ok(json(seen(request))));
    }

    /** Nothing is written about a consent that is decided already, so a repetition changes nothing. */
    private Future<ApiResponse> decide(ApiRequest request) {
        WaitingConsent consent = seen(request);
        ConsentDecisionKind wanted = ConsentDecisionKind.valueOf(request.body().getString("decision"));
        Optional<Decided> before = parts.decisions().first(consent);
        if (before.isPresent()) {
            return Future.succeededFuture(answer(consent, wanted, before.get()));
        }
        Instant now = parts.clock().instant();
        if (!now.isBefore(consent.until())) {
            throw timeOver(consent);
        }
        return parts.writer()
                .write(
                        request,
                        new ConsentDecision(
                                newId(), consent.id(), wanted, request.caller().keyId(), now))
                .map(read -> parts.decisions().first(consent))
                // Without one, the own decision came after the end by the broker's time.
                .map(first -> answer(consent, wanted, first.orElseThrow(() -> timeOver(consent))));
    }

    private ApiResponse answer(WaitingConsent consent, ConsentDecisionKind wanted, Decided first) {
        if (first.kind() == wanted) {
            return ApiResponse.done(shown(consent, Optional.of(first)), first.position());
        }
        throw switch (first.kind()) {
            case CONFIRM, REFUSE -> decided(first);
            case TIME_OVER -> timeOver(consent);
            default -> ended(consent.id());
        };
    }

    private WaitingConsent seen(ApiRequest request) {
        checkRead();
        String id = request.path("consentId");
        return parts.held().find(id).filter(consent -> sees(request, consent)).orElseThrow(() -> ended(id));
    }

    /** A consent whose person's data was deleted is shown to nobody any more. */
    private boolean sees(ApiRequest request, WaitingConsent consent) {
        return request.caller().sees(consent.client())
                && !consent.isErased(parts.deletedSince())
                && parts.decisions()
                        .first(consent)
                        .filter(first -> first.kind() == ConsentDecisionKind.ERASE)
                        .isEmpty();
    }

    /** Names of accounts whose deletion was not read yet would be shown otherwise. */
    private void checkRead() {
        if (!parts.held().caughtUp()
                || !parts.decisions().caughtUp()
                || !parts.deletionsRead().getAsBoolean()) {
            throw Problem.notReady("This instance has not read all consents that wait, and all decisions, yet.")
                    .exception();
        }
    }

    private JsonObject json(WaitingConsent consent) {
        return shown(consent, parts.decisions().first(consent).filter(Decided::isOfTheAgency));
    }

    private JsonObject shown(WaitingConsent consent, Optional<Decided> decided) {
        return ConfirmationJson.of(consent.withoutDeleted(parts.deletedSince()), decided);
    }

    private static Problem.Refused ended(String id) {
        return new Problem(
                        404,
                        "not-found",
                        "There is no such resource",
                        "There is no consent " + id
                                + " that waits for a confirmation and that this API key sees. It may have"
                                + " ended; then its outcome stands at its connect link.")
                .exception();
    }

    private static Problem.Refused timeOver(WaitingConsent consent) {
        return new Problem(
                        409,
                        "time-over",
                        "The time for a confirmation is over",
                        "The consent could be confirmed until " + consent.until()
                                + ". Nothing of it is connected. The person" + " has to connect again.")
                .exception();
    }

    private static Problem.Refused decided(Decided first) {
        return new Problem(
                        409,
                        "decided",
                        "The consent was decided the other way",
                        "The decision that counts is " + first.kind() + by(first.by()) + " at " + first.at()
                                + ". It cannot be changed.")
                .exception();
    }

    private static String by(@Nullable String key) {
        return key == null ? "" : " by the API key " + key;
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        parts.random().nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
