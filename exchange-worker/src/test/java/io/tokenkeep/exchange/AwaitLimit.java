package io.tokenkeep.exchange;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Waits end when what they wait for is there; the bound is for machines that are busy with other things. */
public final class AwaitLimit implements BeforeAllCallback {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(BOUND);
    }
}
