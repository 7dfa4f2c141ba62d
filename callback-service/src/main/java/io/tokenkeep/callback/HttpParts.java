package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.kit.http.BrokenRequests;
import java.time.InstantSource;

/** How requests of browsers are read and answered. */
record HttpParts(ResponseWriter responses, FormReader forms, BrokenRequests broken) {

    /** A form that contains an address of the greatest length, encoded. */
    private static final int BODY = 16 * 1024;

    static HttpParts of(ResponseWriter responses, MeterRegistry registry, InstantSource clock) {
        BrokenRequests broken = new BrokenRequests("public", registry, clock);
        return new HttpParts(responses, new FormReader(BODY, broken), broken);
    }
}
