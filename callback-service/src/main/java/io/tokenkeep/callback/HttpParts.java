package io.tokenkeep.callback;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.http.HttpListener;
import java.time.InstantSource;

/** How requests of browsers are read and answered. */
record HttpParts(ResponseWriter responses, FormReader forms, BrokenRequests broken) {

    /** A form that contains an address of the greatest length, encoded. */
    private static final int BODY = 16 * 1024;

    static HttpParts of(ResponseWriter responses, MeterRegistry registry, InstantSource clock) {
        BrokenRequests broken = new BrokenRequests("public", registry, clock);
        return new HttpParts(responses, new FormReader(BODY, broken), broken);
    }

    /** Answers requests that no route may see. */
    HttpListener.Refusals refusals() {
        return (request, refusal) -> responses.sendLast(request, ErrorWebPages.refused(refusal.status()));
    }
}
