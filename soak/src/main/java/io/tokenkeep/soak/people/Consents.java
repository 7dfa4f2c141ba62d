package io.tokenkeep.soak.people;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.soak.process.Patience;
import io.tokenkeep.soak.process.Sender;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets people consent, by a connect link through callback-service or with a code directly on the topic. A person who
 * is asked to try again does so until the code is accepted. Consents do not wait for each other: each is a task of a
 * bounded pool.
 */
public final class Consents implements AutoCloseable {

    private static final int BROWSERS = 24;
    private static final int SEE_OTHER = 303;
    private static final Duration VALID = Duration.ofHours(2);
    private static final Duration TRIES = Duration.ofMinutes(10);
    private static final String OUTCOME_PATH = "/authorizations/";

    private final Simulator simulator;
    private final Sender sender;
    private final Sealer codes;
    private final ConnectLinks links;
    private final URI web;
    private final ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS, task -> {
        Thread thread = new Thread(task, "browser");
        thread.setDaemon(true);
        return thread;
    });

    public Consents(Simulator simulator, Sender sender, KeySet codesKeys, ConnectLinks links, URI web) {
        this.simulator = simulator;
        this.sender = sender;
        this.codes = new Sealer(codesKeys, Purpose.AUTHORIZATION_CODE);
        this.links = links;
        this.web = web;
    }

    /** Consents by a connect link and the provider's consent page. */
    public void throughCallbackService(Person person) {
        URI link = link(person.app(), person.username());
        browsers.execute(() -> {
            Browser browser = new Browser();
            List<URI> back = new ArrayList<>();
            Patience.of(TRIES)
                    .until(() -> tried(() -> {
                        back.add(browser.decide(browser.consentPage(link), person.username(), "grant"));
                        return true;
                    }));
            if (!back.isEmpty()) {
                person.got(back.get(0).getRawQuery().replaceFirst("(?:^|.*&)code=([^&]*).*", "$1"));
                person.begins(Instant.now());
                bring(browser, back.get(0), person);
            }
        });
    }

    /** Consents with a code that the simulator issues without a browser. */
    public void directly(Person person) {
        browsers.execute(() -> {
            SoakApp app = person.app();
            String redirectUri = app.redirectUri(web);
            String code = app.hasPages()
                    ? simulator.grant(app.clientId(), redirectUri, person.username(), app.scopes(), person.pages())
                    : simulator.grant(app.clientId(), redirectUri, person.username(), app.scopes());
            String id = AuthorizationId.of(person.username().getBytes(StandardCharsets.UTF_8), code);
            Instant now = Instant.now();
            person.got(code);
            person.begins(now);
            person.taken(id);
            sender.send(Topics.AUTHORIZATION_CODES.record(
                    id,
                    AuthorizationCode.newBuilder()
                            .setAuthorizationId(id)
                            .setApp(app.app())
                            .setClient(person.username())
                            .setLink("link of " + person.username())
                            .setSealedCode(codes.seal(id, code))
                            .setRedirectUri(redirectUri)
                            .setRequestedScopes(List.copyOf(app.scopes()))
                            .setReceivedAt(now)
                            .build()));
        });
    }

    /** A link to this app for a client of that label. */
    public URI link(SoakApp app, String label) {
        return links.link(new ConnectRequest(app.app(), label), VALID);
    }

    /** Sends a code, of whatever origin, to the app's redirect URI by a link of the app. */
    public void bringCode(SoakApp app, URI link, String code) {
        browsers.execute(() -> {
            Browser browser = new Browser();
            tried(() -> {
                String query = browser.consentPage(link).getRawQuery();
                String state = query.replaceFirst("(?:^|.*&)state=([^&]*).*", "$1");
                URI redirect = URI.create(app.redirectUri(web) + "?code=" + code + "&state=" + state);
                return browser.get(redirect).statusCode() == SEE_OTHER;
            });
        });
    }

    /** Whether the code of every consent that was begun is accepted. */
    public boolean isQuiet(Population population) {
        return population.all().stream()
                .allMatch(person -> person.authorizationId().isPresent());
    }

    private static void bring(Browser browser, URI back, Person person) {
        Patience.of(TRIES)
                .until(() -> tried(() -> {
                    HttpResponse<String> answer = browser.get(back);
                    String path = Browser.target(back, answer).map(URI::getPath).orElse("");
                    if (answer.statusCode() != SEE_OTHER || !path.startsWith(OUTCOME_PATH)) {
                        return false;
                    }
                    person.taken(path.substring(OUTCOME_PATH.length()));
                    return true;
                }));
    }

    private interface Attempt {
        boolean make() throws IOException, InterruptedException;
    }

    /** Calls a service that does not answer again, as a page that tries again does. */
    private static boolean tried(Attempt attempt) {
        try {
            return attempt.make();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        browsers.shutdownNow();
    }
}
