package io.tokenkeep.exchange.provider;

import static io.tokenkeep.exchange.provider.ProviderBench.SECRET;
import static io.tokenkeep.exchange.provider.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.config.Secret;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list of Pages is whole or it is a failure. */
class FacebookPagesTest {

    private static final Secret TOKEN = Secret.of("EAA-a token/with+signs&more=");
    private static final String PERSON = "27640875392278831";
    private static final String PATH = "/" + PERSON + "/accounts";
    private static final String NEXT = ",\"next\":\"https://elsewhere.example/steal?access_token=EAA\"";

    private final FacebookBench facebook = new FacebookBench();

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

        assertThat(given(pages())).extracting(PageGrant::id).containsExactly("1", "2", "3");
        assertThat(facebook.requests()).hasSize(3).allSatisfy(seen -> assertThat(seen.query())
                .containsEntry("fields", "id,name,access_token,tasks,instagram_business_account{id,username}")
                .containsEntry("limit", "100")
                .containsEntry("access_token", TOKEN.reveal())
                .containsEntry("appsecret_proof", AppSecretProof.of(Secret.of(SECRET), TOKEN.reveal())));
    }

    @Test
    void pageThatComesTwiceIsOneAndTheTokenCounts() {
        facebook.on(
                PATH,
                seen -> seen.query().containsKey("after") ? part(page(1), "b", "") : part("{\"id\":\"1\"}", "a", NEXT));

        assertThat(given(pages())).extracting(PageGrant::token).containsExactly(Secret.of("EAP-1"));
    }

    @Test
    void partThatFailsFailsTheWholeList() {
        facebook.on(
                PATH,
                seen -> seen.query().containsKey("after")
                        ? "{\"error\":{\"code\":2,\"is_transient\":true}}"
                        : part(page(1), "a", NEXT));

        assertThat(failure(pages()).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void listWithoutAWayOnFails() {
        facebook.on(PATH, "{\"data\":[" + page(1) + "],\"paging\":{\"next\":\"https://elsewhere.example/\"}}");

        assertThat(failure(pages())).isEqualTo(Failure.lost());
    }

    @Test
    void listThatStandsStillFails() {
        facebook.on(PATH, part(page(1), "a", NEXT));

        assertThat(failure(pages())).isEqualTo(Failure.lost());
        assertThat(facebook.requests()).hasSize(2);
    }

    @Test
    void listThatNeverEndsFailsAtTheBound() {
        facebook.on(PATH, seen -> part(page(1), seen.query().getOrDefault("after", "") + "x", NEXT));

        assertThat(failure(pages())).isEqualTo(Failure.lost());
        assertThat(facebook.requests()).hasSize(FacebookPages.MOST_PARTS);
    }

    @Test
    void k26_missingPermissionIsTold() {
        facebook.on(
                PATH,
                "{\"error\":{\"code\":190,\"message\":\"Any of the pages_read_engagement permission(s) must be granted\"}}");

        assertThat(failure(pages()).kind()).isEqualTo(FailureKind.PERMISSION_MISSING);
    }

    private Reply<List<PageGrant>> pages() {
        return facebook.bench.call(() -> facebook.provider(SECRET).pages(TOKEN, PERSON));
    }

    private static String page(int id) {
        return "{\"id\":\"%d\",\"name\":\"Page %d\",\"access_token\":\"EAP-%d\"}".formatted(id, id, id);
    }

    private static String part(String pages, String after, String next) {
        return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"%s\"}%s}}".formatted(pages, after, next);
    }
}
