package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a captured signed request again and again to both addresses. */
final class Replays implements Attack {

    private final Callers callers;
    private final List<URI> addresses;
    private final String body;
    private final AtomicInteger next = new AtomicInteger();
    private final Tally answers = new Tally();

    /** @param signedRequest an authentic signed request */
    Replays(Callers callers, Target target, String signedRequest) {
        this.callers = callers;
        String callback = target.web() + "/callback/" + target.app().app();
        this.addresses = List.of(URI.create(callback + "/deauthorize"), URI.create(callback + "/delete"));
        this.body = "signed_request=" + URLEncoder.encode(signedRequest, StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "replays of a signed request";
    }

    @Override
    public Future<Void> once() {
        String headers = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nContent-Length: "
                + body.length();
        URI address = addresses.get(next.getAndIncrement() % addresses.size());
        return answers.counted(callers.send(Requests.post(address, headers, body)));
    }

    @Override
    public String reported() {
        return answers.toString();
    }
}
