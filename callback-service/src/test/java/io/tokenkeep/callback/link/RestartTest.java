package io.tokenkeep.callback.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.Touched;
import io.tokenkeep.callback.page.StartOver;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.seal.KeySet;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant ENDS = START.plus(Duration.ofDays(7));
    private static final ConnectRequest REQUEST = new ConnectRequest("threads-main", "Client");
    private static final Invitation INVITATION = new Invitation(REQUEST, ENDS, "n".repeat(12));
    private static final String ID = "i".repeat(22);

    private final MutableClock clock = MutableClock.at(START);
    private final KeySet keys = KeySet.parse(KeySet.generate("k1", new SecureRandom()));
    private final ConnectLinks links =
            new ConnectLinks(keys, URI.create("https://connect.example"), clock, new Random(3));
    private final Restart restart = new Restart(links, keys, clock);

    @Test
    void nobodyStartsOverTwoHoursAfterTheLinkThatWasSent() {
        clock.set(ENDS.plus(Duration.ofHours(2)));

        assertThat(restart.of(INVITATION, clock.instant())).isEqualTo(Restart.NONE);
        assertThat(restart.of(REQUEST, ID, restart.pass(ID, INVITATION), clock.instant()))
                .isEqualTo(Restart.NONE);
    }

    @Test
    void linkToStartOverIsOverTwoHoursAfterTheLinkThatWasSent() {
        clock.set(ENDS.plus(Duration.ofHours(2)).minusSeconds(60));
        StartOver offered = restart.of(INVITATION, clock.instant());

        assertThat(check(offered)).isEqualTo(new LinkCheck.Valid(INVITATION));
        clock.advance(Duration.ofSeconds(60));
        assertThat(check(offered)).isEqualTo(new LinkCheck.Expired());
    }

    @Test
    void linkToStartOverLivesAnHourOfALongInvitationAndCarriesOnWithIt() {
        StartOver offered = restart.of(INVITATION, START);

        clock.advance(Duration.ofMinutes(59));
        assertThat(check(offered)).isEqualTo(new LinkCheck.Valid(INVITATION));
        clock.advance(Duration.ofMinutes(1));
        assertThat(check(offered)).isEqualTo(new LinkCheck.Expired());
    }

    @Test
    void nobodyStartsOverADayAfterTheConsentWasOver() {
        clock.advance(Duration.ofDays(1));

        assertThat(restart.of(INVITATION, START)).isEqualTo(Restart.NONE);
    }

    @Test
    void authorizationWithoutAPassOfItsOwnIsNotStartedOver() {
        String pass = restart.pass(ID, INVITATION);

        assertThat(restart.of(REQUEST, ID, null, START)).isEqualTo(Restart.NONE);
        assertThat(restart.of(REQUEST, "j".repeat(22), pass, START)).isEqualTo(Restart.NONE);
        assertThat(Touched.each(pass)).allSatisfy(touched -> assertThat(restart.of(REQUEST, ID, touched, START))
                .isEqualTo(Restart.NONE));
    }

    @Test
    void passAndLinkDoNotServeForEachOther() {
        String pass = restart.pass(ID, INVITATION);
        String link = parameter(links.path(REQUEST, Duration.ofDays(7)));

        assertThat(restart.of(REQUEST, ID, link, START)).isEqualTo(Restart.NONE);
        assertThat(links.check("threads-main", pass)).isEqualTo(new LinkCheck.Refused());
    }

    @Test
    void passIsTheSameTextAtEveryInstance() {
        Restart elsewhere = new Restart(links, keys, clock);

        assertThat(elsewhere.pass(ID, INVITATION)).isEqualTo(restart.pass(ID, INVITATION));
        assertThat(check(elsewhere.of(REQUEST, ID, restart.pass(ID, INVITATION), START)))
                .isEqualTo(new LinkCheck.Valid(INVITATION));
    }

    @Test
    void repetitionOfAConsentIsOneOfItsInvitationAlsoAfterMoreTries() {
        StartOver offered = restart.repeating(REQUEST, ID, restart.pass(ID, INVITATION), START);

        LinkCheck repeated = check(offered);

        Invitation expected = new Invitation(REQUEST, ENDS, INVITATION.id(), true);
        assertThat(repeated).isEqualTo(new LinkCheck.Valid(expected));
        assertThat(expected.link()).isEqualTo(INVITATION.link());
        assertThat(check(restart.of(expected, START))).isEqualTo(repeated);
        assertThat(restart.repeating(REQUEST, ID, null, START)).isEqualTo(Restart.NONE);
    }

    private LinkCheck check(StartOver offered) {
        return links.check("threads-main", parameter(Objects.requireNonNull(offered.connectPath())));
    }

    private static String parameter(String path) {
        return path.substring(path.indexOf('=') + 1);
    }
}
