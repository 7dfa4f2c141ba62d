package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens one link again and again, and sends a made-up code for each state that it returns. */
final class MadeUpCodes implements Attack {

    private static final String CODE = "AQB" + "x".repeat(180);

    private final Callers callers;
    private final Target target;
    private final URI link;
    private final AtomicInteger count = new AtomicInteger();
    private final Tally answers = new Tally();

    MadeUpCodes(Callers callers, Target target) {
        this.callers = callers;
        this.target = target;
        this.link = target.link("attacker with a link");
    }

    @Override
    public String name() {
        return "made-up codes of one link";
    }

    @Override
    public Future<Void> once() {
        return answers.counted(callers.send(Requests.get(link, "")).compose(opened -> {
            String state = opened.header("Location")
                    .map(address -> address.replaceFirst(".*[?&]state=([^&]*).*", "$1"))
                    .orElse("");
            URI back = URI.create(target.app().redirectUri(target.web()) + "?code=" + CODE + count.getAndIncrement()
                    + "&state=" + state);
            return callers.send(Requests.get(back, opened.cookie()));
        }));
    }

    @Override
    public String reported() {
        return answers.toString();
    }
}
