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
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void listThatBreaksOffDelaysNobodyAndIsReportedAsIncomplete() throws Exception {
        FacebookScript.breakOff(facebook);

        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);
        assertThat(outcome.getAccounts())
                .extracting(ConnectedAccount::getAccount)
                .containsExactly(app.key(PERSON), app.key(BAKERY));
        assertThat(outcome.getListFailure()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(app.token(id, PERSON).getListFailure()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(ScriptedApp.opened(app.token(id, BAKERY))).isEqualTo("EAP-bakery");
    }

    @Test
    void listThatDoesNotComeDelaysNobody() throws Exception {
        facebook.silence(PAGES);

        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);
        assertThat(outcome.getAccounts()).hasSize(1);
        assertThat(outcome.getListFailure()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(app.token(id, PERSON).getListFailure()).isEqualTo(FailureClass.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":10,\"message\":\"(#10) no permission\"}",
                "{\"code\":200,\"message\":\"(#200) no permission\"}",
                "{\"code\":190,\"message\":\"Any of the pages_x permission(s) must be granted before\"}"
            })
    void listThatIsRefusedThoughItWasGrantedIsNeverASilentSuccess(String error) throws Exception {
        FacebookScript.grant(facebook, BAKERY);
        facebook.on(PAGES, "{\"error\":" + error + "}");

        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);
        assertThat(outcome.getListFailure()).isEqualTo(FailureClass.PERMISSION_MISSING);
        assertThat(outcome.getMissingPages())
                .containsExactly(new MissingPage(app.key(BAKERY), null, MissingPageReason.NOT_REACHABLE));
        assertThat(outcome.getMissingScopes()).isEmpty();
        assertThat(app.token(id, PERSON).getListFailure()).isEqualTo(FailureClass.PERMISSION_MISSING);
        assertThat(app.token(id, PERSON).getMissingPages()).isEqualTo(outcome.getMissingPages());
    }

    @Test
    void k41_pageThatOnlyInspectionNamesIsConnectedToo() throws Exception {
        FacebookScript.grant(facebook, BAKERY, LIBRARY, MUSEUM, "88");
        facebook.on("/88", "{\"id\":\"88\",\"name\":\"Theatre\",\"access_token\":\"EAP-theatre\"}");

        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);
        assertThat(outcome.getListFailure()).isNull();
        assertThat(outcome.getAccounts())
                .extracting(ConnectedAccount::getDisplayName)
                .containsExactly("Anna", "Bakery", "Library", "Theatre");
        assertThat(outcome.getAccountsTotal()).isEqualTo(4);
        assertThat(ScriptedApp.opened(app.token(id, "88"))).isEqualTo("EAP-theatre");
    }

    @Test
    void whoGaveNoRightToSeePagesIsConnectedWithoutAny() throws Exception {
        facebook.on(PAGES, "{\"error\":{\"code\":200,\"message\":\"Requires pages_show_list\"}}")
                .on(
                        "/debug_token",
                        "{\"data\":{\"type\":\"USER\",\"is_valid\":true,\"expires_at\":0,\"scopes\":[\"public_profile\"]}}");
        String id = app.consent("pages_show_list", "pages_manage_posts");

        AuthorizationOutcome outcome = app.outcome(id, AuthorizationState.CONNECTED);
        assertThat(outcome.getAccounts()).hasSize(1);
        assertThat(outcome.getMissingScopes()).contains("pages_show_list");
        assertThat(outcome.getListFailure()).isNull();
    }
}
