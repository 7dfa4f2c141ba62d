package io.tokenkeep.soak.attack;

import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Incomplete bodies and invalid chunks and multipart parts, to every public POST. */
final class BrokenBodies implements Attack {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=";
    private static final String TEXT = "what-a-attacker-wrote-".repeat(20);

    private final Callers callers;
    private final List<String> requests;
    private final AtomicInteger next = new AtomicInteger();
    private final Tally answers = new Tally();

    BrokenBodies(Callers callers, Target target) {
        this.callers = callers;
        String callback = target.web() + "/callback/" + target.app().app();
        URI deauthorize = URI.create(callback + "/deauthorize");
        URI delete = URI.create(callback + "/delete");
        String chunked = FORM + "Transfer-Encoding: chunked";
        this.requests = List.of(
                Requests.post(deauthorize, chunked, "zz\r\n" + TEXT + "\r\n"),
                Requests.post(delete, chunked, "-5\r\n" + TEXT + "\r\n0\r\n\r\n"),
                Requests.post(delete, MULTIPART + "x\r\nContent-Length: 480", "--x\r\nContent-Disposition: " + TEXT),
                Requests.post(deauthorize, MULTIPART + ";\r\nContent-Length: 4", "abcd"),
                Requests.post(deauthorize, FORM + "Content-Length: 9000", "signed_request=" + TEXT),
                Requests.post(delete, "Expect: " + TEXT + "\r\nContent-Length: 4", "abcd"),
                Requests.post(delete, "Transfer-Encoding: " + TEXT, "abcd"));
    }

    @Override
    public String name() {
        return "broken bodies";
    }

    /** Cuts off after sending the bodies of which the server cannot know that they are broken. */
    @Override
    public Future<Void> once() {
        int number = next.getAndIncrement();
        String request = requests.get(Math.floorMod(number, requests.size()));
        if (number % 2 == 0) {
            return callers.connect()
                    .compose(socket -> callers.write(socket, request).compose(sent -> socket.close()))
                    .onComplete(done -> answers.add("cut off"))
                    .otherwiseEmpty();
        }
        return answers.counted(callers.send(request));
    }

    @Override
    public String reported() {
        return answers.toString();
    }
}
