package io.tokenkeep.simulator.http;

import org.jspecify.annotations.Nullable;

/** The app's client id and the person's username of a call, as far as they are known. */
public record Subject(@Nullable String clientId, @Nullable String username) {
    public static final Subject UNKNOWN = new Subject(null, null);
}
