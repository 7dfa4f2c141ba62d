package io.tokenkeep.quickstart;

import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An app that is registered at the simulator, one for each provider, and its settings in the services. */
record SimulatedApp(String name, ProviderDescription provider, String clientId, String scopes) {

    static final String THREADS = "threads-main";
    static final String THREADS_CLIENT_ID = "990602627938098";

    static final List<SimulatedApp> ALL = List.of(
            new SimulatedApp(THREADS, MetaDescriptions.THREADS, THREADS_CLIENT_ID, "threads_basic"),
            new SimulatedApp(
                    "facebook-main",
                    MetaDescriptions.FACEBOOK,
                    "990602627938099",
                    "pages_show_list,pages_read_engagement,pages_manage_posts,instagram_basic,instagram_content_publish"),
            new SimulatedApp(
                    "instagram-main",
                    MetaDescriptions.INSTAGRAM,
                    "990602627938101",
                    "instagram_business_basic,instagram_business_content_publish"));

    static SimulatedApp of(ProviderDescription provider) {
        return ALL.stream()
                .filter(app -> app.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    String redirectUri(URI web) {
        return web + "/callback/" + name;
    }

    /** The simulator's address for this app's provider. */
    URI graph(URI simulator) {
        return provider.equals(MetaDescriptions.THREADS) ? simulator : URI.create(simulator + "/" + provider.id());
    }

    /** The settings, without the prefix {@code apps.<name>.}. */
    Map<String, String> settings(URI simulator, URI web, String secret, Duration minimumAge) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("provider", provider.id());
        settings.put("client.id", clientId);
        settings.put("client.secrets", secret);
        settings.put("redirect.uri", redirectUri(web));
        settings.put("scopes", scopes);
        settings.put(
                "authorize.url",
                graph(simulator) + (provider.equals(MetaDescriptions.FACEBOOK) ? "/dialog/oauth" : "/oauth/authorize"));
        settings.put("api.url", graph(simulator).toString());
        settings.put("refresh.minimum.age", minimumAge.toString());
        return settings;
    }
}
