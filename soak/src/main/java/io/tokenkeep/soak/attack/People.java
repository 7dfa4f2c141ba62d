package io.tokenkeep.soak.attack;

import io.tokenkeep.callback.outcome.OutcomePath;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** People who consent, each by a link and from a separate address. Measures their answers. Thread-safe. */
final class People {

    private final Callers callers;
    private final Target target;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger withoutPage = new AtomicInteger();
    private final Tally answers = new Tally();
    private final Queue<Double> pageSeconds = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    People(Callers callers, Target target) {
        this.callers = callers;
        this.target = target;
    }

    /** Lets one more person consent, from the link to the page of the outcome. */
    Future<Void> once() {
        String name = "person." + count.getAndIncrement();
        return page(Requests.get(target.link(name), ""))
                .compose(opened -> decide(opened, name).compose(back -> bring(back, opened.cookie())))
                .onFailure(failure -> withoutPage.incrementAndGet())
                .otherwiseEmpty();
    }

    private Future<URI> decide(Reply opened, String name) {
        URI dialog = location(opened);
        String decided = dialog + "&sim_user=" + name + "&sim_decision=grant";
        return callers.send(dialog.getHost(), dialog.getPort(), Requests.get(URI.create(decided), ""))
                .map(People::location);
    }

    private Future<Void> bring(URI back, String cookie) {
        long now = System.nanoTime();
        return page(Requests.get(back, cookie)).compose(taken -> {
            URI outcome = target.web().resolve(location(taken));
            begun.put(outcome.getPath().substring(OutcomePath.ROUTE.length()), now);
            return page(Requests.get(outcome, cookie)).mapEmpty();
        });
    }

    private static URI location(Reply reply) {
        String address =
                reply.header("Location").orElseThrow(() -> new IllegalStateException("HTTP " + reply.status()));
        int fragment = address.indexOf('#');
        return URI.create(fragment < 0 ? address : address.substring(0, fragment));
    }

    private Future<Reply> page(String request) {
        long began = System.nanoTime();
        return callers.send(request).onSuccess(reply -> {
            answers.add(reply);
            pageSeconds.add((System.nanoTime() - began) / 1e9);
        });
    }

    int count() {
        return count.get();
    }

    /** The number of people who were cut off, refused or got an error page. */
    int withoutPage() {
        return withoutPage.get();
    }

    String reported() {
        return answers.toString();
    }

    /** The times of answers in seconds, shortest first. */
    List<Double> pageSeconds() {
        return pageSeconds.stream().sorted().toList();
    }

    /** The authorizations whose redirect was accepted, with its send time by {@link System#nanoTime}. */
    Map<String, Long> begun() {
        return begun;
    }
}
