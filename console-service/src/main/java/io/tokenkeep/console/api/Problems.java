package io.tokenkeep.console.api;

import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.http.HttpListener;
import io.tokenkeep.kit.http.RequestRefusal;
import io.tokenkeep.kit.table.NotReadBackException;
import io.tokenkeep.kit.table.SupersededException;
import io.tokenkeep.kit.table.TableFullException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of each failure which problem it is. A failure that no rule names is a mistake of this program and is logged. */
public final class Problems {

    private static final String MAY_HAVE_TAKEN_EFFECT =
            "The change may have taken effect. Send it again with the same Idempotency-Key, or read the resource first.";

    private final BrokenRequests broken;

    Problems(BrokenRequests broken) {
        this.broken = broken;
    }

    /** Answers requests that no route may see. */
    public static HttpListener.Refusals refusals() {
        return (request, refusal) -> {
            Problem problem = refused(refusal);
            return request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
                    .end(problem.json().encode());
        };
    }

    private static Problem refused(RequestRefusal refusal) {
        int status = refusal.status();
        return status == 429
                ? Problem.rateLimited("Too many requests of this address are in flight. Wait for their answers.")
                : new Problem(
                        status,
                        "unreadable",
                        "The request cannot be read",
                        "It is no HTTP/1.1 request that fits here.");
    }

    /** {@code status}: what the router says of a failure without an exception. */
    Problem of(int status, @Nullable Throwable failure, long bodyLimit) {
        Throwable cause = failure instanceof HttpException http && http.getCause() != null ? http.getCause() : failure;
        if (cause == null || cause instanceof HttpException) {
            int known = cause instanceof HttpException http ? http.getStatusCode() : status;
            return ofStatus(known, bodyLimit);
        }
        return of(cause);
    }

    private Problem of(Throwable cause) {
        return known(cause).orElseGet(() -> {
            broken.mistake(cause);
            return Problem.broken();
        });
    }

    /** The problem of a failure; empty if it is a mistake of this program. */
    public static Optional<Problem> known(Throwable cause) {
        if (cause instanceof Problem.Refused known) {
            return Optional.of(known.problem());
        }
        if (cause instanceof ValidatorException invalid) {
            return Optional.of(
                    invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT
                            ? Problem.unsupportedMediaType()
                            : Problem.invalid(String.valueOf(invalid.getMessage())));
        }
        if (cause instanceof SupersededException) {
            return Optional.of(Problem.conflict());
        }
        if (cause instanceof NotReadBackException) {
            return Optional.of(Problem.notReady(MAY_HAVE_TAKEN_EFFECT));
        }
        if (cause instanceof NotPublishedException not) {
            return Optional.of(notPublished(not));
        }
        if (cause instanceof TableFullException full) {
            return Optional.of(Problem.full(
                    full.getMessage() + ". An administrator of this installation has to raise the limit."));
        }
        return Optional.empty();
    }

    private static Problem notPublished(NotPublishedException not) {
        return switch (not.reason()) {
            case NOT_READY -> Problem.notReady("Kafka's topics are not checked yet. Nothing was changed.");
            case BUSY -> Problem.notReady("Too many changes are on their way to Kafka. Nothing was changed.");
            case SILENT, REFUSED ->
                Problem.notReady("Kafka did not acknowledge the change in time. " + MAY_HAVE_TAKEN_EFFECT);
        };
    }

    private static Problem ofStatus(int status, long bodyLimit) {
        return switch (status) {
            case 404 ->
                new Problem(404, "not-found", "There is no such resource", "The OpenAPI document lists the paths.");
            case 405 -> Problem.methodNotAllowed();
            case 413 -> Problem.tooLarge(bodyLimit);
            case 415 -> Problem.unsupportedMediaType();
            default ->
                // Vert.x fails some broken requests with a status that is none of an error.
                status >= 500 ? Problem.broken() : Problem.invalid("The request cannot be read.");
        };
    }
}
