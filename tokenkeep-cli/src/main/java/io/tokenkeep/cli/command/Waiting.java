package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Asks again once a second, until the answer is what is waited for or the time is over. */
final class Waiting {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Session session;
    private final long end;
    private final boolean waits;

    Waiting(Session session, Duration limit) {
        this.session = session;
        this.end = session.timer().nanos() + limit.toNanos();
        this.waits = true;
    }

    private Waiting(Session session) {
        this.session = session;
        this.end = session.timer().nanos();
        this.waits = false;
    }

    static Waiting none(Session session) {
        return new Waiting(session);
    }

    boolean waits() {
        return waits;
    }

    /** The last answer, whether or not it is what was waited for. */
    Answer.Json until(ApiCall call, Predicate<Answer.Json> ended, Consumer<Answer.Json> seen) {
        Answer.Json answer = session.call(call);
        seen.accept(answer);
        while (!ended.test(answer) && end - session.timer().nanos() > 0) {
            session.timer().pause(BETWEEN);
            answer = session.call(call);
            seen.accept(answer);
        }
        return answer;
    }
}
