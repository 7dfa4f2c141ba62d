package io.tokenkeep.kit.health;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The health of a component. A reason is text for operators and never contains a secret. */
public record CheckResult(@Nullable String failure) {
    private static final CheckResult OK = new CheckResult(null);

    public static CheckResult ok() {
        return OK;
    }

    public static CheckResult failed(String reason) {
        return new CheckResult(Objects.requireNonNull(reason, "reason"));
    }

    /** Only the class of the failure: a library's message may quote a request. */
    public static CheckResult failed(Throwable failure) {
        return failed(failure.getClass().getSimpleName());
    }

    public boolean isOk() {
        return failure == null;
    }
}
