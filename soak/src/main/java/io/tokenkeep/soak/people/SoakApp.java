package io.tokenkeep.soak.people;

import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.signing.SignedRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The apps of a soak. Each is registered at the simulator and in the services' settings. */
public enum SoakApp {
    THREADS("threads-main", "990602627938201", Provider.THREADS, true, Scopes.THREADS),
    FACEBOOK("facebook-main", "990602627938202", Provider.FACEBOOK, true, Scopes.FACEBOOK),
    INSTAGRAM("instagram-main", "990602627938203", Provider.INSTAGRAM, true, Scopes.INSTAGRAM),
    /** The provider blocks this app repeatedly. */
    BLOCKED("facebook-blocked", "990602627938204", Provider.FACEBOOK, false, Scopes.FACEBOOK),
    /** The app with foreign and made-up codes through a single link. */
    ONE_LINK("threads-one-link", "990602627938205", Provider.THREADS, true, Scopes.THREADS),
    /** The same through many links, which may cause a cooldown of the app. */
    MANY_LINKS("facebook-many-links", "990602627938206", Provider.FACEBOOK, false, Scopes.FACEBOOK);

    /** Another registered redirect URI, not in the settings; foreign codes are issued for it. */
    public static final String FOREIGN_REDIRECT_URI = "https://other.example/callback";

    private static final String SECRET = "client-secret-of-the-soak-0123456789";

    private final String app;
    private final String clientId;
    private final Provider provider;
    private final boolean healthy;
    /** Separated by commas. */
    private final String scopes;

    SoakApp(String app, String clientId, Provider provider, boolean healthy, String scopes) {
        this.app = app;
        this.clientId = clientId;
        this.provider = provider;
        this.healthy = healthy;
        this.scopes = scopes;
    }

    /** Its name in the settings and in keys. */
    public String app() {
        return app;
    }

    public Provider provider() {
        return provider;
    }

    /** Whether no incident of the app itself delays its consents. */
    public boolean isHealthy() {
        return healthy;
    }

    public boolean hasPages() {
        return provider == Provider.FACEBOOK;
    }

    public Set<String> scopes() {
        return Set.of(scopes.split(","));
    }

    public String clientId() {
        return clientId;
    }

    public String redirectUri(URI web) {
        return web + "/callback/" + app;
    }

    public RegisteredApp registered(URI web) {
        return new RegisteredApp(
                clientId(),
                app,
                List.of(SECRET),
                List.of(redirectUri(web), FOREIGN_REDIRECT_URI),
                redirectUri(web) + "/deauthorize",
                redirectUri(web) + "/delete",
                provider);
    }

    /** A signed request with this payload, signed with the app's client secret. */
    public String signedRequest(String payload) {
        return SignedRequest.of(payload, SECRET);
    }

    /** The settings of every app, for both callback-service and exchange-worker. */
    public static List<String> settings(URI simulator, URI web) {
        return List.of(values()).stream()
                .flatMap(each -> each.lines(simulator, web).stream())
                .toList();
    }

    /** This app's settings. */
    public List<String> lines(URI simulator, URI web) {
        String name = provider.name().toLowerCase(Locale.ROOT);
        String graph = simulator + "/" + name;
        String prefix = "apps." + app + ".";
        return List.of(
                prefix + "provider=" + name,
                prefix + "client.id=" + clientId(),
                prefix + "client.secrets=" + SECRET,
                prefix + "redirect.uri=" + redirectUri(web),
                prefix + "scopes=" + scopes,
                prefix + "authorize.url=" + graph + (hasPages() ? "/dialog/oauth" : "/oauth/authorize"),
                prefix + "api.url=" + graph,
                prefix + "refresh.minimum.age=3s");
    }

    /** Holds constants, because the constants of an enum cannot read static fields of the enum. */
    private static final class Scopes {
        static final String THREADS = "threads_basic";
        static final String FACEBOOK = "pages_show_list,pages_read_engagement,pages_manage_posts";
        static final String INSTAGRAM = "instagram_business_basic";
    }
}
