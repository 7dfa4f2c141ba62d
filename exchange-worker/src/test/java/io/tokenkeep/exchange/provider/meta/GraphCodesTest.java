package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.Endpoint.ME;
import static io.tokenkeep.exchange.provider.meta.Answers.graph;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code and subcode of Meta's tables that a token endpoint may answer with. */
class GraphCodesTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "API unknown,                        1,    , TRANSIENT",
        "API service,                        2,    , TRANSIENT",
        "capability,                         3,    , PERMISSION_MISSING",
        "address not allowed,                5,    , HOST_REFUSED",
        "app limit,                          4,    , RATE_LIMITED",
        "permission denied,                 10,    , PERMISSION_MISSING",
        "user limit,                        17,    , RATE_LIMITED",
        "legacy ads limit,                  17, 2446079, RATE_LIMITED",
        "Page calls over limit,             32,    , RATE_LIMITED",
        "object not visible,               100,  33, BAD_REQUEST",
        "invalid parameter,                100,    , BAD_REQUEST",
        "code expired,                     100, 36007, CODE_SPENT",
        "code used,                        100, 36009, CODE_SPENT",
        "redirect mismatch elsewhere,      100, 36008, BAD_REQUEST",
        "unknown application,              101,    , MISCONFIGURED",
        "API session,                      102,    , REAUTHORIZE",
        "incorrect signature,              104,    , MISCONFIGURED",
        "invalid user id,                  110,    , BAD_REQUEST",
        "token invalid,                    190,    , REAUTHORIZE",
        "session key invalid,              190, 452, REAUTHORIZE",
        "session key invalid as code,      452,    , REAUTHORIZE",
        "malformed,                        190, 456, REAUTHORIZE",
        "wrong origin,                     190, 457, REAUTHORIZE",
        "app removed,                      190, 458, REAUTHORIZE",
        "app removed as code,              458,    , REAUTHORIZE",
        "checkpointed,                     190, 459, USER_ACTION",
        "checkpointed as code,             459,    , USER_ACTION",
        "password changed,                 190, 460, REAUTHORIZE",
        "app reinstalled,                  190, 461, REAUTHORIZE",
        "stale,                            190, 462, REAUTHORIZE",
        "expired,                          190, 463, REAUTHORIZE",
        "expired as code,                  463,    , REAUTHORIZE",
        "unconfirmed user,                 190, 464, USER_ACTION",
        "unconfirmed user as code,         464,    , USER_ACTION",
        "invalid user,                     190, 465, REAUTHORIZE",
        "invalidated by API,               190, 466, REAUTHORIZE",
        "logged out,                       190, 467, REAUTHORIZE",
        "long unused,                      190, 468, REAUTHORIZE",
        "no role on the Page,              190, 492, REAUTHORIZE",
        "inactive for 90 days,             190, 493, REAUTHORIZE",
        "redirect not allowed,             191,    , MISCONFIGURED",
        "permission generic,               200,    , PERMISSION_MISSING",
        "user not visible,                 210,    , PERMISSION_MISSING",
        "ads_read,                         278,    , PERMISSION_MISSING",
        "last of the permissions,          299,    , PERMISSION_MISSING",
        "no longer a permission,           300,    , BAD_REQUEST",
        "application limit,                341,    , RATE_LIMITED",
        "blocked for abuse,                368,    , RATE_LIMITED",
        "duplicate post,                   506,    , BAD_REQUEST",
        "custom limit,                     613,    , RATE_LIMITED",
        "inconsistent volume,              613, 1996, RATE_LIMITED",
        "aliases do not exist,             803,    , BAD_REQUEST",
        "query parse,                     2500,    , BAD_REQUEST",
        "invalid query,                   3001,    , BAD_REQUEST",
        "ads insights limit,             80000, 2446079, RATE_LIMITED",
        "Page limit,                     80001,    , RATE_LIMITED",
        "Instagram limit,                80002,    , RATE_LIMITED",
        "custom audience limit,          80003,    , RATE_LIMITED",
        "ads management limit,           80004,    , RATE_LIMITED",
        "leads limit,                    80005,    , RATE_LIMITED",
        "messenger limit,                80006,    , RATE_LIMITED",
        "WhatsApp limit,                 80008,    , RATE_LIMITED",
        "catalog limit,                  80009,    , RATE_LIMITED",
        "catalog batch limit,            80014,    , RATE_LIMITED",
        "invitation not accepted,      1349245,    , NOT_SET_UP",
        "no such app id,               4476002,    , MISCONFIGURED",
        "no application data,          1349026,    , MISCONFIGURED",
        "insecure login,               1349187,    , MISCONFIGURED",
        "error posting a link,         1609005,    , BAD_REQUEST",
    })
    void codeAndSubcodeDecide(String name, int code, @Nullable Integer subcode, FailureKind expected) {
        String sub = subcode == null ? "" : ",\"error_subcode\":" + subcode;

        Failure failure = GraphErrorClassifier.read(
                ME, graph(400, "\"message\":\"" + name + "\",\"type\":\"OAuthException\",\"code\":" + code + sub));

        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.subcode()).isEqualTo(subcode);
    }
}
