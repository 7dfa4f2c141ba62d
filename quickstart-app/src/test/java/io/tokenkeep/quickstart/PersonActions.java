package io.tokenkeep.quickstart;

import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.Page;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One simulated person who does everything that can be done on Meta's own pages, in an order and at moments that chance
 * decides, and who sometimes comes back through a new link. Used on one event loop.
 */
final class PersonActions {

    private static final Duration LINK = Duration.ofHours(1);
    private static final int LONGEST_PAUSE_MILLIS = 3000;

    private final Vertx vertx;
    private final WebClient browser;
    private final Playground playground;
    private final SimulatedApp app;
    private final String username;
    private final Random random;
    private boolean wantsDeletion;
    private boolean declined;

    PersonActions(
            Vertx vertx,
            WebClient browser,
            Playground playground,
            ProviderDescription provider,
            String username,
            Random random) {
        this.vertx = vertx;
        this.browser = browser;
        this.playground = playground;
        this.app = SimulatedApp.of(provider);
        this.username = username;
        this.random = random;
    }

    SimulatedApp app() {
        return app;
    }

    String username() {
        return username;
    }

    /** Whether the person asked for deletion and did not come back since. */
    boolean wantsDeletion() {
        return wantsDeletion;
    }

    /** Whether the person declines a scope since they came last. */
    boolean declined() {
        return declined;
    }

    /** Connects, does every deed once, and leaves things as they are then. */
    Future<Void> live() {
        List<Supplier<Future<Void>>> actions = new ArrayList<>(List.of(
                this::passACheckpoint,
                () -> thenMaybeBack(this::removeTheApp),
                () -> thenMaybeBack(this::changeThePassword),
                () -> thenMaybeBack(this::askForDeletion)));
        if (app.provider().equals(MetaDescriptions.FACEBOOK)) {
            actions.addAll(List.of(this::loseARole, this::untickAPage, this::unlinkInstagram, this::declineAScope));
        }
        Collections.shuffle(actions, random);
        Future<Void> life = comeBack();
        for (Supplier<Future<Void>> action : actions) {
            life = life.compose(done -> pause()).compose(done -> action.get());
        }
        return life;
    }

    private Future<Void> comeBack() {
        return new Visitor(browser, username)
                .connect(playground.started().services().links().link(new ConnectRequest(app.name(), username), LINK))
                .onSuccess(connected -> {
                    wantsDeletion = false;
                    declined = false;
                });
    }

    private Future<Void> thenMaybeBack(Supplier<Future<Void>> action) {
        return action.get()
                .compose(done -> random.nextInt(3) == 0 ? Future.succeededFuture() : pause().compose(p -> comeBack()));
    }

    private Future<Void> removeTheApp() {
        simulator().settings().removeApp(app.clientId(), username);
        return Future.succeededFuture();
    }

    private Future<Void> changeThePassword() {
        simulator().settings().changePassword(username);
        return Future.succeededFuture();
    }

    /** Meta sends it again until it is taken, and the person waits that long. */
    private Future<Void> askForDeletion() {
        wantsDeletion = true;
        return simulator().settings().askForDeletion(app.clientId(), username).mapEmpty();
    }

    private Future<Void> passACheckpoint() {
        simulator().settings().checkpoint(username);
        return pause().onSuccess(done -> simulator().settings().passCheckpoint(username));
    }

    private Future<Void> declineAScope() {
        declined = true;
        simulator().settings().decline(app.clientId(), username, "pages_manage_posts");
        return Future.succeededFuture();
    }

    private Future<Void> loseARole() {
        simulator().settings().loseRole(username, anyPage().id());
        return Future.succeededFuture();
    }

    private Future<Void> untickAPage() {
        simulator().settings().untick(app.clientId(), username, anyPage().id());
        return Future.succeededFuture();
    }

    private Future<Void> unlinkInstagram() {
        simulator().settings().link(anyPage().id(), null);
        return Future.succeededFuture();
    }

    private Page anyPage() {
        List<Page> pages = simulator().pages().of(simulator().people().named(username));
        return pages.get(random.nextInt(pages.size()));
    }

    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(1 + random.nextInt(LONGEST_PAUSE_MILLIS), id -> over.complete());
        return over.future();
    }

    private Simulator simulator() {
        return playground.simulator();
    }
}
