package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People do everything that Meta's own pages offer, at random moments while their tokens are refreshed. In the end what is
 * on {@code tokens}, what {@code account-status} says and what the simulator knows to be true are the same for everybody, and
 * no call to the simulator was other than documented.
 */
class PersonActionsIT {

    private static final Logger log = LoggerFactory.getLogger(PersonActionsIT.class);
    private static final Duration LIFETIME = Duration.ofSeconds(20);
    private static final Duration LIVES = Duration.ofMinutes(3);
    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final Map<ProviderDescription, Integer> PEOPLE =
            Map.of(MetaDescriptions.THREADS, 5, MetaDescriptions.FACEBOOK, 6, MetaDescriptions.INSTAGRAM, 5);

    @Test
    void topicsAndMetaAgreeAboutEverybodyWhateverPeopleDo() throws Exception {
        long seed = Long.getLong("actions.seed", new Random().nextLong());
        log.atInfo().addKeyValue("seed", seed).log("run again with -Dactions.seed");
        Vertx vertx = Vertx.vertx();
        try (Playground playground = Playground.start(LIFETIME, null)) {
            playground.simulator().switches().turnOn(Switch.STRICT);
            Outside outside = new Outside();
            List<PersonActions> people = people(playground, vertx, seed);
            try (TopicReader reader = TopicReader.start(
                    "actions", playground.started().kafka().bootstrapServers(), Outside.TOPICS, outside)) {
                assertThat(reader).isNotNull();
                Future.all(people.stream().map(PersonActions::live).toList())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(LIVES.toSeconds(), TimeUnit.SECONDS);
                log.atInfo().addKeyValue("people", people.size()).log("everybody has done everything");

                await().atMost(SETTLED).untilAsserted(() -> assertThat(differences(playground, people, outside))
                        .isEmpty());
                Map<StatusState, Long> states = outside.statuses.values().stream()
                        .collect(Collectors.groupingBy(AccountStatus::getState, Collectors.counting()));
                log.atInfo().addKeyValue("states", states).log("topics and simulator agree");
                assertThat(outside.statuses).hasSizeGreaterThan(people.size());
                assertThat(playground.simulator().complaints()).isEmpty();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static List<PersonActions> people(Playground playground, Vertx vertx, long seed) {
        WebClient browser = WebClient.create(vertx);
        List<PersonActions> people = new ArrayList<>();
        PEOPLE.forEach((provider, count) -> {
            for (int i = 0; i < count; i++) {
                String username = provider.id() + "_" + i;
                people.add(new PersonActions(
                        vertx, browser, playground, provider, username, new Random(seed + people.size())));
            }
        });
        share(playground, "facebook_0", "facebook_1");
        share(playground, "facebook_2", "facebook_3");
        return people;
    }

    /** The second person becomes an admin of the first one's Pages, too. */
    private static void share(Playground playground, String one, String other) {
        var simulator = playground.simulator();
        List<Page> pages = simulator.pages().of(simulator.people().named(one));
        simulator.pages().of(simulator.people().named(other));
        pages.forEach(page -> simulator.settings().giveRole(other, page.id(), Page.EVERY_TASK));
    }

    /** What is not as it should be, in words; nothing in the end. */
    private static List<String> differences(Playground playground, List<PersonActions> people, Outside outside) {
        Map<String, Boolean> truth = truth(playground, people);
        List<String> differences = new ArrayList<>();
        Set<String> accounts = Stream.concat(truth.keySet().stream(), outside.tokens.keySet().stream())
                .collect(Collectors.toSet());
        for (String account : accounts) {
            boolean lives = truth.getOrDefault(account, false);
            TokenFold held = outside.tokens.get(account);
            boolean live = held != null && held.token().getState() == TokenState.LIVE;
            AccountStatus status = outside.statuses.get(account);
            boolean well = status != null
                    && (status.getState() == StatusState.CONNECTED || status.getState() == StatusState.EXPIRING);
            if (lives != live || lives != well) {
                differences.add(account + ": lives " + lives + ", token "
                        + (held == null
                                ? "none"
                                : held.token().getState() + " " + held.token().getGoneReason())
                        + ", status " + (status == null ? "none" : status.getState()));
            }
            if (held != null && live && !works(playground, account, held.token())) {
                differences.add(account + ": the token on the topic does not work");
            }
        }
        people.stream().filter(PersonActions::declined).forEach(person -> declined(playground, outside, person)
                .ifPresent(differences::add));
        return differences;
    }

    private static Optional<String> declined(Playground playground, Outside outside, PersonActions person) {
        String key = key(
                person, playground.simulator().people().named(person.username()).idText());
        AccountStatus status = outside.statuses.get(key);
        boolean known = status == null
                || status.getState() != StatusState.CONNECTED
                || status.getMissingScopes().contains("pages_manage_posts");
        return known ? Optional.empty() : Optional.of(key + ": nobody knows of the declined scope");
    }

    /** Whether each account that ever was should have a working token now. */
    private static Map<String, Boolean> truth(Playground playground, List<PersonActions> people) {
        var simulator = playground.simulator();
        Map<String, Boolean> truth = new HashMap<>();
        for (PersonActions person : people) {
            Provider provider = Provider.valueOf(person.app().provider().id().toUpperCase(Locale.ROOT));
            Set<String> living = simulator.tokens().livingAccounts(provider);
            var who = simulator.people().named(person.username());
            String id = provider == Provider.INSTAGRAM ? who.professionalIdText() : who.idText();
            truth.put(key(person, id), living.contains(id) && !person.wantsDeletion());
        }
        simulator.tokens().all().stream()
                .filter(token -> token.reach().page() != null)
                .forEach(token -> truth.merge(
                        "facebook-main:" + token.accountId(),
                        token.alive(simulator.time().instant())
                                && isKept(people, token.person().username()),
                        Boolean::logicalOr));
        return truth;
    }

    private static boolean isKept(List<PersonActions> people, String username) {
        return people.stream().noneMatch(person -> person.username().equals(username) && person.wantsDeletion());
    }

    private static String key(PersonActions person, String id) {
        return new AccountKey(person.app().name(), id).toString();
    }

    private static boolean works(Playground playground, String account, Token token) {
        try {
            String opened = playground.reader().open(account, token);
            return playground.simulator().tokens().alive(opened);
        } catch (SealRefusedException e) {
            return false;
        }
    }

    /** What anybody sees on the two topics. */
    private static final class Outside implements TopicReader.View {

        static final List<String> TOPICS = List.of(Topics.TOKENS.name(), Topics.ACCOUNT_STATUS.name());

        final Map<String, TokenFold> tokens = new ConcurrentHashMap<>();
        final Map<String, AccountStatus> statuses = new ConcurrentHashMap<>();

        @Override
        public void record(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
            String account = new String(record.key(), StandardCharsets.UTF_8);
            byte[] value = record.value();
            if (record.topic().equals(Topics.TOKENS.name())) {
                Token token = value == null ? null : Topics.TOKENS.codec().decode(value);
                TokenFold now = TokenFold.fold(tokens.get(account), token, record.offset());
                if (now == null) {
                    tokens.remove(account);
                } else {
                    tokens.put(account, now);
                }
            } else if (value == null) {
                statuses.remove(account);
            } else {
                statuses.put(account, Topics.ACCOUNT_STATUS.codec().decode(value));
            }
        }
    }
}
