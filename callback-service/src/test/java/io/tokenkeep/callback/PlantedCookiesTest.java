package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.seal.KeySet;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that somebody else put into a person's browser, as a page of a sibling domain can. */
class PlantedCookiesTest extends MetaFixture {

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAA%d", "never-issued-%d", ""})
    void plantedCookiesBeforeTheRightOneDoNoHarm(String planted) {
        HttpResponse<String> begun = begin("");
        String right = cookie(begun);

        HttpResponse<String> back = redirect(begun, join(planted(right, planted), Stream.of(right)));

        assertThat(back.statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "a=b; %s; c=d", "a=b;%s;c=d", "$Version=\"1\"; %s;$Path=\"/\""})
    void cookieIsReadInEveryFormThatClientsSend(String form) {
        HttpResponse<String> begun = begin("");
        String cookie = cookie(begun);
        String quoted = cookie.replaceFirst("=(.*)", "=\"$1\"");

        assertThat(redirect(begun, form.formatted(cookie)).statusCode()).isEqualTo(303);
        assertThat(redirect(begun, form.formatted(quoted)).statusCode()).isEqualTo(303);
    }

    @Test
    void cookiesOfOthersBeforeTheRightOneDoNoHarm() {
        HttpResponse<String> begun = begin("");
        Stream<String> others = IntStream.range(0, 8).mapToObj(i -> cookie(begin("")));

        HttpResponse<String> back = redirect(begun, join(others, Stream.of(cookie(begun))));

        assertThat(back.statusCode()).isEqualTo(303);
    }

    @Test
    void valueThatWasNeverIssuedIsNotAdopted() {
        String planted = cookie(begin("")).replaceAll("=.*", "=" + "A".repeat(22));

        String given = cookie(begin(planted));

        assertThat(given).isNotEqualTo(planted);
        assertThat(cookie(begin(given))).isEqualTo(given);
    }

    private static Stream<String> planted(String right, String value) {
        String name = right.replaceAll("=.*", "=");
        return IntStream.range(0, 8).mapToObj(i -> name + value.formatted(i));
    }

    private static String join(Stream<String> first, Stream<String> then) {
        return Stream.concat(first, then).collect(Collectors.joining("; "));
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private HttpResponse<String> begin(String cookies) {
        ConnectLinks links = new ConnectLinks(
                KeySet.parse(TestSettings.STATE_KEYS), URI.create("https://connect.example"), clock, new Random(4));
        String path = links.path(new ConnectRequest("threads-main", null), Duration.ofHours(1));
        HttpResponse<String> begun = new TestBrowser(listener.port()).getWithHeader(path, "Cookie", cookies);
        assertThat(begun.statusCode()).isEqualTo(302);
        return begun;
    }

    private HttpResponse<String> redirect(HttpResponse<String> begun, String cookies) {
        String state = location(begun).replaceAll(".*[?&]state=([^&]+).*", "$1");
        return new TestBrowser(listener.port())
                .getWithHeader(REDIRECT + "?code=AQB-planted&state=" + state, "Cookie", cookies);
    }
}
