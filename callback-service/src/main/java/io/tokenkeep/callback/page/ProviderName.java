package io.tokenkeep.callback.page;

import io.tokenkeep.kit.config.ProviderKind;

/** The name of a provider as people know it. */
public final class ProviderName {

    private ProviderName() {}

    public static String of(ProviderKind provider) {
        return switch (provider) {
            case THREADS -> "Threads";
            case FACEBOOK -> "Facebook";
            case INSTAGRAM -> "Instagram";
        };
    }
}
