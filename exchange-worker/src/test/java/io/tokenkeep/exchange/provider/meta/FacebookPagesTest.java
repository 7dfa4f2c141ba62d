package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.FacebookBench.VALID;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.Waiting;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.meta.FacebookPages.Listed;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of Pages is read to its end, or says why not and keeps what it has. */
class FacebookPagesTest {

    private static final Secret TOKEN = Secret.of("EAA-a token/with+signs&more=");
    private static final String PERSON = "27640875392278831";
    private static final String PATH = "/" + PERSON + "/accounts";
    private static final String NEXT = ",\"next\":\"https://elsewhere.example/steal?access_token=EAA\"";

    private static final String ALL = "id,name,access_token,tasks,instagram_business_account{id,username}";
    private static final String TOO_MUCH =
            "{\"error\":{\"code\":1,\"message\":\"Please reduce the amount of data you're asking for, then retry\"}}";

    private final FacebookBench facebook = new FacebookBench().on("/debug_token", VALID.formatted("0"));

    @AfterEach
    void close() {
        facebook.close();
    }

    @Test
    void listEndsWhereThereIsNoNextAndNotWhereAPartIsEmpty() {
        facebook.on(
                PATH, seen -> switch (Objects.requireNonNullElse(seen.query().get("after"), "")) {
                    case "" -> part(page(1), "a", NEXT);
                    case "a" -> part("", "b", NEXT);
                    case "b" -> part(page(2) + "," + page(3), "c", "");
                    default -> "{}";
                });

        PageList list = pages();
        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1", "2", "3");
        assertThat(list.failure()).isNull();
        assertThat(facebook.requests(PATH)).hasSize(3).allSatisfy(seen -> assertThat(seen.query())
                .containsEntry("fields", ALL)
                .containsEntry("limit", "100")
                .containsEntry("access_token", TOKEN.reveal())
                .containsEntry("appsecret_proof", AppSecretProof.of(Secret.of(SECRET), TOKEN.reveal())));
    }

    @Test
    void pageThatComesTwiceIsOneAndTheTokenCounts() {
        facebook.on(
                PATH,
                seen -> seen.query().containsKey("after") ? part(page(1), "b", "") : part("{\"id\":\"1\"}", "a", NEXT));

        assertThat(pages().pages()).extracting(PageGrant::token).containsExactly(Secret.of("EAP-1"));
    }

    @Test
    void partThatFailsEndsTheListAndKeepsThePagesBefore() {
        facebook.on(
                PATH,
                seen -> seen.query().containsKey("after")
                        ? "{\"error\":{\"code\":2,\"is_transient\":true}}"
                        : part(page(1), "a", NEXT));

        PageList list = pages();
        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1");
        assertThat(list.failure()).isEqualTo(Failure.of(FailureKind.TRANSIENT, 2, null));
    }

    @Test
    void listWithoutAWayOnFails() {
        facebook.on(PATH, "{\"data\":[" + page(1) + "],\"paging\":{\"next\":\"https://elsewhere.example/\"}}");

        assertThat(pages().failure()).isEqualTo(Failure.lost());
    }

    @Test
    void listThatStandsStillFails() {
        facebook.on(PATH, part(page(1), "a", NEXT));

        assertThat(pages().failure()).isEqualTo(Failure.lost());
        assertThat(facebook.requests(PATH)).hasSize(2);
    }

    @Test
    void listThatNeverEndsIsCutAtTheBound() {
        facebook.on(PATH, seen -> part(page(1), seen.query().getOrDefault("after", "") + "x", NEXT));

        PageList list = pages();
        assertThat(list.pages()).hasSize(1);
        assertThat(list.failure()).isEqualTo(Failure.of(FailureKind.BAD_REQUEST, null, null));
        assertThat(facebook.requests(PATH)).hasSize(2 * FacebookPageSearch.MOST_PAGES / 100);
    }

    @Test
    void k26_missingPermissionIsReported() {
        facebook.on(
                PATH,
                "{\"error\":{\"code\":190,\"message\":\"Any of the pages_read_engagement permission(s) must be granted\"}}");

        assertThat(pages()).isEqualTo(PageList.failed(Failure.of(FailureKind.PERMISSION_MISSING, 190, null)));
    }

    @Test
    void listThatIsTooLongIsCutAndItsPagesAreKept() {
        facebook.on(PATH, seen -> {
            int begin = Integer.parseInt(seen.query().getOrDefault("after", "0"));
            return part(
                    IntStream.range(begin + 1, begin + 101)
                            .mapToObj(FacebookPagesTest::page)
                            .collect(Collectors.joining(",")),
                    String.valueOf(begin + 100),
                    NEXT);
        });

        PageList list = pages();

        assertThat(list.pages()).hasSize(FacebookPageSearch.MOST_PAGES);
        assertThat(list.failure()).isEqualTo(Failure.of(FailureKind.BAD_REQUEST, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"code\":100,\"message\":\"(#100) Tried accessing nonexisting field (instagram_business_account)\"}'",
        "'{\"code\":10,\"message\":\"(#10) no permission\"}'",
        "'{\"code\":200,\"message\":\"(#200) no permission\"}'"
    })
    void k45_fieldThatFailsTheListIsLeftOut(String error) {
        facebook.on(
                PATH,
                seen -> seen.query().getOrDefault("fields", "").contains("instagram")
                        ? "{\"error\":" + error + "}"
                        : part(page(1), "a", ""));

        PageList list = pages();

        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1");
        assertThat(list.failure()).isNull();
        assertThat(fields()).containsExactly(ALL, "id,name,access_token,tasks");
    }

    @Test
    void k45_listThatIsRefusedWhateverIsAskedForSaysSoAfterThreeCalls() {
        facebook.on(PATH, "{\"error\":{\"code\":10,\"message\":\"(#10) no\"}}");

        assertThat(pages()).isEqualTo(PageList.failed(Failure.of(FailureKind.PERMISSION_MISSING, 10, null)));
        assertThat(fields()).containsExactly(ALL, "id,name,access_token,tasks", "id,name,access_token");
    }

    @Test
    void k45_listWithTooMuchOnItIsReadInSmallerParts() {
        facebook.on(
                PATH,
                seen -> Integer.parseInt(seen.query().getOrDefault("limit", "")) > 10
                        ? TOO_MUCH
                        : seen.query().containsKey("after") ? part(page(2), "b", "") : part(page(1), "a", NEXT));

        PageList list = pages();

        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("1", "2");
        assertThat(list.failure()).isNull();
        assertThat(facebook.requests(PATH))
                .extracting(seen -> seen.query().get("limit"))
                .containsExactly("100", "25", "5", "5");
    }

    @Test
    void k45_listThatIsAlwaysTooMuchEndsAsSomethingThatMayPass() {
        facebook.on(PATH, TOO_MUCH);

        assertThat(pages()).isEqualTo(PageList.failed(Failure.of(FailureKind.TRANSIENT, 1, null)));
        assertThat(facebook.requests(PATH)).hasSize(5);
    }

    @Test
    void readingThatTakesTooLongEndsAndKeepsItsPages() {
        PageCalls endless = new FakePageCalls(3);

        Listed listed = Waiting.on(new FacebookPages(
                        endless, Endpoint.PAGES, PATH, FacebookPageSearch.MOST_PAGES, FacebookPageRequest.WHOLE)
                .read());

        assertThat(listed.pages()).hasSize(3);
        assertThat(listed.failure()).isEqualTo(Failure.lost());
    }

    /** A list that goes on for ever, and time for so many calls. */
    private static final class FakePageCalls implements PageCalls {
        private final int inTime;
        private int calls;

        FakePageCalls(int inTime) {
            this.inTime = inTime;
        }

        @Override
        public Future<Reply<Part>> part(Endpoint endpoint, String path, Map<String, String> parameters) {
            calls++;
            PageGrant page = new PageGrant("" + calls, null, null, List.of(), null);
            return Future.succeededFuture(Reply.given(new Part(List.of(page), false, "" + calls)));
        }

        @Override
        public Future<Reply<PageGrant>> page(String id, FacebookPageRequest.Fields fields) {
            throw new AssertionError("no Page is read");
        }

        @Override
        public Future<Reply<Inspection>> inspection() {
            throw new AssertionError("nothing is inspected");
        }

        @Override
        public boolean inTime() {
            return calls < inTime;
        }
    }

    @Test
    void personsOwnTokenIsNeverAPages() {
        facebook.on(PATH, part("{\"id\":\"1\",\"name\":\"A\",\"access_token\":\"" + TOKEN.reveal() + "\"}", "a", ""));

        assertThat(pages().missing()).containsExactly(new PageWithoutToken("1", "A", PageWithoutToken.Reason.NO_TOKEN));
    }

    private List<String> fields() {
        return facebook.requests(PATH).stream()
                .map(seen -> seen.query().getOrDefault("fields", ""))
                .toList();
    }

    private PageList pages() {
        return facebook.bench.call(() -> facebook.provider(SECRET).pages(TOKEN, PERSON, Duration.ofMinutes(2)));
    }

    private static String page(int id) {
        return "{\"id\":\"%d\",\"name\":\"Page %d\",\"access_token\":\"EAP-%d\"}".formatted(id, id, id);
    }

    private static String part(String pages, String after, String next) {
        return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"%s\"}%s}}".formatted(pages, after, next);
    }
}
