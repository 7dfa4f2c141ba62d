package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.FacebookScript.BAKERY;
import static io.tokenkeep.exchange.FacebookScript.DATA_ACCESS;
import static io.tokenkeep.exchange.FacebookScript.LIBRARY;
import static io.tokenkeep.exchange.FacebookScript.MUSEUM;
import static io.tokenkeep.exchange.FacebookScript.PAGES;
import static io.tokenkeep.exchange.FacebookScript.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import org.junit.jupiter.api.Test;

/** A person's consent at Facebook brings the Pages along. */
class PagesIT extends FacebookFixture {

    @Test
    void codeBringsThePersonAndEveryPage() throws Exception {
        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);

        Token person = app.token(id, PERSON);
        assertThat(outcome.getAccounts())
                .extracting(ConnectedAccount::getAccount, ConnectedAccount::getKind, ConnectedAccount::getDisplayName)
                .containsExactly(
                        tuple(app.key(PERSON), TokenKind.USER, "Anna"),
                        tuple(app.key(BAKERY), TokenKind.PAGE, "Bakery"),
                        tuple(app.key(LIBRARY), TokenKind.PAGE, "Library"));
        assertThat(outcome.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(outcome.getMissingPages())
                .extracting(MissingPage::getAccount)
                .containsExactly(app.key(MUSEUM));
        assertThat(person.getProvider()).isEqualTo("facebook");
        assertThat(person.getKind()).isEqualTo(TokenKind.USER);
        assertThat(person.getScopes()).containsExactly("public_profile", "pages_show_list");
        assertThat(person.getMissingScopes()).containsExactly("pages_manage_posts");
        assertThat(person.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
        assertThat(person.getLinkedAccounts())
                .containsExactly(
                        new LinkedAccount("facebook", BAKERY, "Bakery"),
                        new LinkedAccount("facebook", LIBRARY, "Library"));
        assertThat(ScriptedApp.opened(person)).isEqualTo("EAA-long");
    }

    @Test
    void tokenOfAPageIsItsOwnAndRankedByTheConsent() throws Exception {
        String id = app.consent("pages_show_list", "pages_manage_posts");
        app.outcome(id, AuthorizationState.CONNECTED);

        Token person = app.token(id, PERSON);
        Token page = app.token(id, BAKERY);

        assertThat(page.getKind()).isEqualTo(TokenKind.PAGE);
        assertThat(page.getProvider()).isEqualTo("facebook");
        assertThat(page.getParentAccount()).isEqualTo(app.key(PERSON));
        assertThat(page.getLifetime()).isEqualTo(Lifetime.NON_EXPIRING);
        assertThat(page.getExpiresAt()).isNull();
        assertThat(page.getRefreshableAt()).isNull();
        assertThat(page.getDataAccessExpiresAt()).isEqualTo(DATA_ACCESS);
        assertThat(page.getTasks()).containsExactly("CREATE_CONTENT");
        assertThat(page.getDisplayName()).isEqualTo("Bakery");
        assertThat(page.getLinkedAccounts())
                .containsExactly(new LinkedAccount("instagram", "17841405793187219", "bakery"));
        assertThat(page.getOrderedAt()).isEqualTo(person.getOrderedAt());
        assertThat(page.getAuthorizedAt()).isEqualTo(person.getAuthorizedAt());
        assertThat(page.getSequence()).isZero();
        assertThat(page.getClient()).isEqualTo("agency");
        assertThat(ScriptedApp.opened(page)).isEqualTo("EAP-bakery");
    }

    @Test
    void codeWaitsUntilTheListOfPagesCanBeReadWhole() throws Exception {
        FacebookScript.breakOff(facebook);
        String id = app.consent("pages_show_list", "pages_manage_posts");
        assertThat(app.outcome(id, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);

        FacebookScript.play(facebook);

        assertThat(app.outcome(id, AuthorizationState.CONNECTED).getAccounts()).hasSize(3);
        assertThat(facebook.asked()).contains("GET " + PAGES);
    }

    @Test
    void whoGaveNoRightToSeePagesIsConnectedWithoutAny() throws Exception {
        facebook.on(PAGES, "{\"error\":{\"code\":200,\"message\":\"Requires pages_show_list\"}}");
        String id = app.consent("pages_show_list", "pages_manage_posts");

        assertThat(app.outcome(id, AuthorizationState.CONNECTED).getAccounts()).hasSize(1);
    }
}
