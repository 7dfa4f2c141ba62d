package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.CodesPerLink;
import io.tokenkeep.callback.consent.ConsentKeys;
import io.tokenkeep.callback.meta.MetaCalls;
import io.tokenkeep.callback.publish.PublishLimits;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.config.KafkaSettings;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.TopicSettings;
import io.tokenkeep.kit.config.WebUri;
import io.tokenkeep.kit.health.ManagementConfig;
import io.tokenkeep.kit.http.ConnectionLimits;
import io.tokenkeep.kit.http.TrustedProxies;
import io.tokenkeep.seal.KeySet;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** How a {@link CallbackConfig} is written: its definition, and the way from settings to the record. */
final class CallbackSettings {

    static final int MANAGEMENT_PORT = 8081;

    private CallbackSettings() {}

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        definePublic(definition);
        defineKeys(definition);
        defineLinks(definition);
        definePages(definition);
        defineDelivery(definition);
        defineMeta(definition);
        TopicSettings.define(definition);
        Apps.define(definition);
        KafkaSettings.define(definition);
        return ManagementConfig.define(definition, MANAGEMENT_PORT);
    }

    private static void definePublic(ConfigDef definition) {
        definition
                .define(
                        "public.host",
                        Type.STRING,
                        "127.0.0.1",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The address to listen on for browsers.")
                .define(
                        "public.port",
                        Type.INT,
                        8080,
                        Range.between(0, 65535),
                        Importance.MEDIUM,
                        "The port to listen on for browsers; 0 takes a free one.")
                .define(
                        "public.url",
                        Type.STRING,
                        "http://localhost:8080",
                        WebUri.validator(),
                        Importance.HIGH,
                        "What browsers see: scheme, host and port, without a path. With https the cookie is Secure. It has"
                                + " the host of the redirect URIs, or the cookie does not reach them.")
                .define(
                        "public.connections",
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many connections may be open. Beyond, the one that has gone longest without a complete request"
                                + " is closed for the next; where all are being answered, the next is.")
                .define(
                        "public.connections.per.address",
                        Type.INT,
                        256,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "How many of them one client address may have (an IPv6 network of 64 bits counts as one), by the same"
                                + " rule. Behind public.proxies: how many requests of one forwarded address may be in flight;"
                                + " the next is answered with 429.")
                .define(
                        "public.client.timeout",
                        Type.STRING,
                        "15s",
                        Durations.between(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        Importance.LOW,
                        "How long a client may take for the head of a request, counted from the connection's opening or the"
                                + " answer before, and again for its body. Let a proxy's own keep-alive be shorter.")
                .define(
                        "public.proxies",
                        Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "The proxies in front, as addresses or networks such as 10.0.0.0/8. Their connections have no bound per"
                                + " address, and they are believed about the client's.")
                .define(
                        "public.proxies.header",
                        Type.STRING,
                        "X-Forwarded-For",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "The header in which they say it: a list of addresses, or Forwarded (RFC 7239). The proxy must append"
                                + " to it or set it anew.");
    }

    private static void defineKeys(ConfigDef definition) {
        definition
                .define(
                        "state.keys",
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "JWK Set that seals state and signs connect links. Of callback-service alone, the same at each"
                                + " instance.")
                .define(
                        "codes.keys",
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "JWK Set that seals authorization codes. exchange-worker has it too.")
                .define(
                        "state.lifetime",
                        Type.STRING,
                        "1h",
                        Durations.between(Duration.ofMinutes(1), Duration.ofDays(1)),
                        Importance.LOW,
                        "How long a person may take at the provider's consent page.");
    }

    private static void defineLinks(ConfigDef definition) {
        define(
                definition,
                "link.codes.per.hour",
                100,
                "How many codes one connect link may bring within an hour, however often it is opened; the next person"
                        + " is told to come back later. Raise it where one link is sent to many people. Each instance counts"
                        + " what it took and what authorization-outcomes tells of all.");
        define(
                definition,
                "link.refused.codes.per.hour",
                20,
                "How many codes of one connect link the provider may refuse within an hour, before the link brings no"
                        + " more.");
        define(
                definition,
                "start.page.codes.per.hour",
                1_000,
                "As link.codes.per.hour, for all links of an app's start page together: whoever opens that page has a"
                        + " new one. It does not count for links that were sent.");
        define(
                definition,
                "start.page.refused.codes.per.hour",
                200,
                "As link.refused.codes.per.hour, for all links of an app's start page together.");
    }

    private static void define(ConfigDef definition, String name, int preset, String documentation) {
        definition.define(name, Type.INT, preset, Range.atLeast(1), Importance.LOW, documentation);
    }

    private static CodesPerLink.Limits limits(Settings settings, String of) {
        return new CodesPerLink.Limits(
                settings.integer(of + ".codes.per.hour"), settings.integer(of + ".refused.codes.per.hour"));
    }

    private static void definePages(ConfigDef definition) {
        definition
                .define(
                        "paste.enabled",
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "A page at /paste/<app> that takes the address a browser could not open. For a first try on a"
                                + " laptop.")
                .define(
                        "start.page.enabled",
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "A page at / from which anybody may connect an account, without a link.")
                .define(
                        "start.page.app",
                        Type.STRING,
                        null,
                        Importance.LOW,
                        "The app of the start page. Unset: all of them.");
    }

    private static void defineDelivery(ConfigDef definition) {
        definition
                .define(
                        "publish.timeout",
                        Type.STRING,
                        "5s",
                        Durations.between(Duration.ofMillis(500), Duration.ofMinutes(1)),
                        Importance.MEDIUM,
                        "How long a person waits for Kafka before the page that tries again, and a call of Meta for each of its"
                                + " records.")
                .define(
                        "publish.in.flight",
                        Type.INT,
                        256,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "How many codes, and records of Meta's calls, may be on their way to Kafka; the next is told to try"
                                + " again at once.")
                .define(
                        "outcomes.lookback",
                        Type.STRING,
                        "2h",
                        Durations.between(Duration.ofHours(1), Duration.ofDays(7)),
                        Importance.LOW,
                        "How far back outcomes are read at start. An hour is what the bounds on links count from.")
                .define(
                        "outcomes.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many outcomes are held, of some 600 bytes each. At the bound those leave first whose page is promised no longer, then the"
                                + " oldest of the link that has most, and health says so.");
    }

    private static void defineMeta(ConfigDef definition) {
        definition
                .define(
                        "signed.request.longest.age",
                        Type.STRING,
                        "7d",
                        Durations.between(Duration.ofMinutes(1), Duration.ofDays(365)),
                        Importance.LOW,
                        "How old a deauthorize or deletion call of Meta may be. Older ones are refused. Meta does not say for"
                                + " how long it tries: a week outlasts an outage here.")
                .define(
                        "signed.request.longest.ahead",
                        Type.STRING,
                        "1h",
                        Durations.between(Duration.ZERO, Duration.ofDays(365)),
                        Importance.LOW,
                        "How far ahead of our clock such a call may be signed, so that a slow clock here refuses no person.")
                .define(
                        "deletions.limit",
                        Type.INT,
                        100_000,
                        Range.between(1, 10_000_000),
                        Importance.LOW,
                        "How many data deletions are held for their pages; the oldest leave first, and health says so.")
                .define(
                        "deletion.dates.added",
                        Type.STRING,
                        "0s",
                        Durations.between(Duration.ZERO, Duration.ofDays(3650)),
                        Importance.MEDIUM,
                        "How much later than Tokenkeep's own settings say a person's data may leave the logs here: because a"
                                + " topic keeps records or nulls for longer, or refresh-worker's deletion.grace is more than"
                                + " 8 days. Added to every date on the page of a deletion.");
    }

    static CallbackConfig read(Settings settings) {
        Apps apps = settings.apps();
        List<String> startApps = settings.bool("start.page.enabled")
                ? settings.optionalString("start.page.app").map(List::of).orElseGet(() -> apps.all().stream()
                        .map(AppConfig::name)
                        .toList())
                : List.of();
        return new CallbackConfig(
                new CallbackConfig.Listener(
                        settings.string("public.host"),
                        settings.integer("public.port"),
                        settings.uri("public.url"),
                        new ConnectionLimits(
                                settings.integer("public.connections"),
                                settings.integer("public.connections.per.address"),
                                settings.duration("public.client.timeout")),
                        TrustedProxies.parse(
                                "public.proxies",
                                settings.list("public.proxies"),
                                settings.string("public.proxies.header"))),
                apps,
                new ConsentKeys(
                        keys(settings, "state.keys"),
                        keys(settings, "codes.keys"),
                        settings.duration("state.lifetime")),
                new CodesPerLink.Bounds(limits(settings, "link"), limits(settings, "start.page")),
                new PublishLimits(settings.duration("publish.timeout"), settings.integer("publish.in.flight")),
                new CallbackConfig.Pages(settings.bool("paste.enabled"), startApps),
                settings.duration("outcomes.lookback"),
                settings.integer("outcomes.limit"),
                settings.integer("deletions.limit"),
                settings.duration("deletion.dates.added"),
                new MetaCalls.Freshness(
                        settings.duration("signed.request.longest.age"),
                        settings.duration("signed.request.longest.ahead")),
                TopicSettings.from(settings),
                settings.kafka(),
                ManagementConfig.from(settings));
    }

    private static KeySet keys(Settings settings, String name) {
        try {
            return KeySet.parse(settings.secret(name).reveal());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }
}
